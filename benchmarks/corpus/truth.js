// The lines of text that the window shows: [{text, ignore, quad}], quads in CSS pixels, clockwise from the
// text's own top-left. A line that is cut off or half covered is ignored; a hidden one is left out.
(() => {
  const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
  const ACROSS = [0.25, 0.5, 0.75]; // at its edges a glyph's box may touch its neighbour's
  const DOWN = [0.1, 0.5, 0.9];
  const ascents = new Map();
  const pen = document.createElement("canvas").getContext("2d");

  refuseUnknownText();
  document.querySelectorAll(".cut").forEach(shorten);
  const turns = withTurns();
  const lines = merged(textNodes().flatMap(runs));
  turns.restore();
  return lines.map(seen).filter((line) => line.text);

  // Text that no text node holds would be missing from the truth.
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

  // What text-overflow shows, but written into the document: the longest beginning that fits, and "…".
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

  // Lays the page out without its transforms, and knows where they move a point of each element.
  function withTurns() {
    const turned = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      const { transform } = getComputedStyle(element);
      if (transform !== "none" && element instanceof HTMLElement) turned.set(element, new DOMMatrix(transform));
    }
    const flat = document.head.appendChild(document.createElement("style"));
    flat.textContent = "*{transform:none!important}";
    for (const [element, matrix] of turned) {
      const box = element.getBoundingClientRect();
      const [x, y] = getComputedStyle(element).transformOrigin.split(" ").map(parseFloat);
      const there = new DOMMatrix().translate(box.x + x, box.y + y);
      turned.set(element, there.multiply(matrix).translate(-box.x - x, -box.y - y));
    }
    const of = (element) => {
      const outer = element.parentElement ? of(element.parentElement) : new DOMMatrix();
      return turned.has(element) ? outer.multiply(turned.get(element)) : outer;
    };
    return { of, restore: () => flat.remove() };
  }

  function textNodes() {
    const nodes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.matches("script,style")) nodes.push(walker.currentNode);
    }
    return nodes;
  }

  // The stretches of one text node, one a visual line.
  function runs(node) {
    const element = node.parentElement;
    const spacing = parseFloat(getComputedStyle(element).letterSpacing) || 0;
    const found = [];
    let offset = 0;
    for (const character of node.data) {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, (offset += character.length));
      const box = [...range.getClientRects()].findLast((rect) => rect.width > 0);
      if (!box) continue;
      const last = found.at(-1);
      const glyph = { text: character, left: box.left, right: box.right - spacing, element };
      if (last && Math.abs(last.top - box.top) < 1) last.glyphs.push(glyph);
      else found.push({ top: box.top, glyphs: [glyph], element });
    }
    return found.map(measured);
  }

  // Gives a run its shown text, and the height that its glyphs have, not that of the line box.
  function measured(run) {
    const style = getComputedStyle(run.element);
    const shown = { uppercase: (t) => t.toUpperCase(), lowercase: (t) => t.toLowerCase() }[style.textTransform];
    if (shown) run.glyphs.forEach((glyph) => (glyph.text = shown(glyph.text)));
    else if (style.textTransform !== "none") throw Error(`text-transform ${style.textTransform} is not known`);
    const text = run.glyphs.map((glyph) => glyph.text).join("");
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(text + (CJK.test(text) ? "国" : "H"));
    const baseline = run.top + ascent(pen.font);
    const [top, bottom] = [baseline - ink.actualBoundingBoxAscent, baseline + ink.actualBoundingBoxDescent];
    for (const glyph of run.glyphs) Object.assign(glyph, { top, bottom });
    run.glyphs.at(-1).right += Math.max(0, ink.actualBoundingBoxRight - ink.width); // slanted glyphs lean out
    const matrix = turns.of(run.element);
    return { glyphs: run.glyphs, top, bottom, baseline, em: parseFloat(style.fontSize), matrix };
  }

  // How far below the top of its text boxes a font has its baseline, where an empty inline block stands.
  function ascent(font) {
    if (!ascents.has(font)) {
      const probe = document.body.appendChild(document.createElement("div"));
      probe.style.cssText = `position:fixed;font:${font}`;
      probe.innerHTML = '<span>x</span><span style="display:inline-block"></span>';
      const [letter, foot] = [...probe.children].map((child) => child.getBoundingClientRect());
      ascents.set(font, foot.bottom - letter.top);
      probe.remove();
    }
    return ascents.get(font);
  }

  // Runs that touch, or stand less than an em apart in one row, are one line.
  function merged(all) {
    const lines = [];
    for (const run of all.filter((r) => r.glyphs.some((g) => g.text.trim())).sort((a, b) => left(a) - left(b))) {
      const line = lines.find((other) => continues(other, run));
      if (!line) {
        lines.push({ ...run, glyphs: [...run.glyphs] });
        continue;
      }
      const gap = left(run) - right(line);
      if (gap > 0.2 * run.em) line.glyphs.push({ ...run.glyphs[0], text: " ", left: right(line), right: left(run) });
      line.glyphs.push(...run.glyphs);
      Object.assign(line, { top: Math.min(line.top, run.top), bottom: Math.max(line.bottom, run.bottom) });
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
    return level && gap > -0.3 * em && gap < em && `${line.matrix}` === `${run.matrix}`;
  }

  // What of a line is really on the screen.
  function seen(line) {
    const states = line.glyphs.map((glyph) => (glyph.text.trim() ? share(glyph, line.matrix) : 1));
    const shown = line.glyphs.filter((_, i) => states[i] > 0);
    while (shown.length && !shown[0].text.trim()) shown.shift();
    while (shown.length && !shown.at(-1).text.trim()) shown.pop();
    const ignore = states.some((state) => state > 0 && state < 1);
    const text = shown.map((glyph) => glyph.text).join("").replace(/\s+/gu, " ");
    return { text, ignore, quad: shown.length ? corners(shown, line) : [] };
  }

  function corners(glyphs, { top, bottom, matrix }) {
    const [x0, x1] = [glyphs[0].left, glyphs.at(-1).right];
    return [[x0, top], [x1, top], [x1, bottom], [x0, bottom]].map(([x, y]) => moved(x, y, matrix));
  }

  function moved(x, y, matrix) {
    const point = matrix.transformPoint(new DOMPoint(x, y));
    return [point.x, point.y];
  }

  // The part of a glyph's box that shows: its element is there, and nothing opaque lies over it.
  function share(glyph, matrix) {
    const hits = ACROSS.flatMap((u) => DOWN.map((v) => {
      const x = glyph.left + u * (glyph.right - glyph.left);
      const y = glyph.top + v * (glyph.bottom - glyph.top);
      const pile = document.elementsFromPoint(...moved(x, y, matrix));
      const depth = pile.indexOf(glyph.element);
      return depth >= 0 && !pile.slice(0, depth).some(paints);
    }));
    return hits.filter(Boolean).length / hits.length;
  }

  // Only a ground can cover text: the box of a large text reaches over its neighbours and shows nothing there.
  function paints(element) {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    return backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none" || element.matches("canvas,svg,img");
  }
})()
