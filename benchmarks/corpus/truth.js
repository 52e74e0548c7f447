// Returns the visible lines of text: [{text, ignore, direction, order, quad}]. Quads are in CSS pixels, clockwise
// from the text's own top-left. Lines that are cut off or partly covered have `ignore`. Hidden lines are left out.
(() => {
  const ACROSS = [0.25, 0.5, 0.75]; // not at the edges, where boxes of neighbours may overlap
  const DOWN = [0.1, 0.5, 0.9];

  refuseUnknownText();
  document.querySelectorAll(".cut").forEach(shorten);
  const transforms = withoutTransforms();
  const lines = merged(textRuns(transforms.of));
  transforms.restore();
  return lines.map(visible).filter((line) => line.text);

  // Throws if the page shows text outside text nodes, which would be missing from the labels.
  function refuseUnknownText() {
    for (const element of document.body.querySelectorAll("*")) {
      if (element.matches("input,textarea,select,svg text,iframe")) throw Error(`${element.tagName} holds text`);
      for (const pseudo of ["::before", "::after", "::marker"]) {
        const { content, listStyleType } = getComputedStyle(element, pseudo);
        const marked = pseudo === "::marker" && element.matches("li") && listStyleType !== "none";
        if (marked || !["none", "normal", '""'].includes(content)) throw Error(`${pseudo} writes ${content}`);
      }
      if (getComputedStyle(element).textOverflow !== "clip") throw Error("use class cut, not text-overflow");
    }
  }

  // Shortens the text of an element until it fits, and appends "…", as text-overflow does.
  function shorten(element) {
    const whole = [...element.textContent];
    const oneLine = getComputedStyle(element).whiteSpace === "nowrap";
    const fits = oneLine
      ? () => element.scrollWidth <= element.clientWidth
      : () => element.scrollHeight <= element.clientHeight;
    for (let kept = whole.length - 1; !fits() && kept > 0; kept--) {
      element.textContent = `${whole.slice(0, kept).join("").trimEnd()}…`;
    }
  }

  // Disables all CSS transforms. Returns the matrix of the transforms of each element, and a function to restore them.
  function withoutTransforms() {
    const matrices = new Map();
    for (const element of [document.body, ...document.body.querySelectorAll("*")]) {
      const { transform } = getComputedStyle(element);
      if (transform !== "none" && element instanceof HTMLElement) matrices.set(element, new DOMMatrix(transform));
    }
    const flat = document.head.appendChild(document.createElement("style"));
    flat.textContent = "*{transform:none!important}";
    for (const [element, matrix] of matrices) {
      const box = element.getBoundingClientRect();
      const [x, y] = getComputedStyle(element).transformOrigin.split(" ").map(parseFloat);
      const origin = new DOMMatrix().translate(box.x + x, box.y + y);
      matrices.set(element, origin.multiply(matrix).translate(-box.x - x, -box.y - y));
    }
    const of = (element) => {
      const outer = element.parentElement ? of(element.parentElement) : new DOMMatrix();
      return matrices.has(element) ? outer.multiply(matrices.get(element)) : outer;
    };
    return { of, restore: () => flat.remove() };
  }

  // Merges runs of one row with gaps of less than one em into lines. Elements of class `apart` are never merged.
  function merged(all) {
    const lines = [];
    all.forEach((run, order) => (run.order = order));
    for (const run of all.filter((r) => r.glyphs.some((g) => g.text.trim())).sort((a, b) => left(a) - left(b))) {
      const line = lines.find((other) => continues(other, run));
      if (!line) {
        lines.push({ ...run, glyphs: [...run.glyphs] });
        continue;
      }
      const gap = left(run) - right(line);
      if (gap > 0.2 * run.em) line.glyphs.push({ ...run.glyphs[0], text: " ", left: right(line), right: left(run) });
      line.glyphs.push(...run.glyphs);
      const order = Math.min(line.order, run.order);
      const [top, bottom] = [Math.min(line.top, run.top), Math.max(line.bottom, run.bottom)];
      Object.assign(line, { top, bottom, order, column: line.column || run.column });
    }
    return lines;
  }

  function left(line) { return line.glyphs[0].left; }
  function right(line) { return line.glyphs.at(-1).right; }

  function continues(line, run) {
    const em = Math.min(line.em, run.em);
    const gap = left(run) - right(line);
    const centres = Math.abs(line.top + line.bottom - run.top - run.bottom) / 2;
    const level = Math.abs(line.baseline - run.baseline) < 0.2 * em || centres < 0.3 * em;
    const [one, other] = [line, run].map(({ glyphs }) => glyphs[0].element.closest(".apart"));
    return one === other && level && gap > -0.3 * em && gap < em && `${line.matrix}` === `${run.matrix}`;
  }

  // Returns the visible part of a line.
  function visible(line) {
    const shares = line.glyphs.map((glyph) => (glyph.text.trim() ? share(glyph, line.matrix) : 1));
    const shown = line.glyphs.filter((_, i) => shares[i] > 0);
    while (shown.length && !shown[0].text.trim()) shown.shift();
    while (shown.length && !shown.at(-1).text.trim()) shown.pop();
    const ignore = shares.some((part) => part > 0 && part < 1);
    const text = shown.map((glyph) => glyph.text).join("").replace(/\s+/gu, " ");
    const direction = line.column ? "column" : "row";
    return { text, ignore, direction, order: line.order, quad: shown.length ? corners(shown, line) : [] };
  }

  // Returns the corners of a line. A column is handled as a rotated row: its top-left is the bottom-left of that row.
  function corners(glyphs, { top, bottom, matrix, column }) {
    const [x0, x1] = [glyphs[0].left, glyphs.at(-1).right];
    const [first, second, third, last] = [[x0, top], [x1, top], [x1, bottom], [x0, bottom]];
    const ordered = column ? [last, first, second, third] : [first, second, third, last];
    return ordered.map(([x, y]) => moved(x, y, matrix));
  }

  function moved(x, y, matrix) {
    const point = matrix.transformPoint(new DOMPoint(x, y));
    return [point.x, point.y];
  }

  // Returns the share of a glyph's box that no other element covers.
  function share(glyph, matrix) {
    const hits = ACROSS.flatMap((u) => DOWN.map((v) => {
      const x = glyph.left + u * (glyph.right - glyph.left);
      const y = glyph.top + v * (glyph.bottom - glyph.top);
      const elements = document.elementsFromPoint(...moved(x, y, matrix));
      const depth = elements.indexOf(glyph.element);
      return depth >= 0 && !elements.slice(0, depth).some(hasBackground);
    }));
    return hits.filter(Boolean).length / hits.length;
  }

  // Only a background covers text. The box of a large text overlaps its neighbours without covering them.
  function hasBackground(element) {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    return backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none" || element.matches("canvas,svg,img");
  }
})()
