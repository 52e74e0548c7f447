// Returns the runs of text of the page, one for each text node and visual line, with the boxes of their glyphs. Text
// in `vertical-rl` is handled as a row rotated by 90 degrees: (along, across) is at (-across, along) on the page.
// `matrixOf` returns the matrix of the CSS transforms of an element.
function textRuns(matrixOf) {
  const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
  const IDEOGRAPH = /\p{Script=Han}/u;
  const QUARTER = new DOMMatrix([0, 1, -1, 0, 0, 0]);
  const REACH = 0.47; // of an em: half the width of an upright ideograph
  const ascents = new Map();
  const pen = document.createElement("canvas").getContext("2d");

  return textNodes().flatMap(runs);

  function textNodes() {
    const nodes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.matches("script,style")) nodes.push(walker.currentNode);
    }
    return nodes;
  }

  // Returns the runs of one text node, one for each visual line.
  function runs(node) {
    const element = node.parentElement;
    const box = boxOf(element);
    const spacing = parseFloat(getComputedStyle(element).letterSpacing) || 0;
    const found = [];
    let offset = 0;
    for (const character of node.data) {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, (offset += character.length));
      const place = [...range.getClientRects()].map(box).findLast((rect) => rect.right > rect.left);
      if (!place) continue;
      const last = found.at(-1);
      const glyph = { text: character, left: place.left, right: place.right - spacing, element };
      if (last && Math.abs(last.top - place.top) < 1) last.glyphs.push(glyph);
      else found.push({ ...place, glyphs: [glyph], element });
    }
    return found.map(measured);
  }

  // Returns a function from a box on the screen to a box in text direction: left to right along the text.
  function boxOf(element) {
    const { writingMode } = getComputedStyle(element);
    if (writingMode === "horizontal-tb") return ({ left, right, top, bottom }) => ({ left, right, top, bottom });
    if (writingMode !== "vertical-rl") throw Error(`writing-mode ${writingMode} is not known`);
    return (rect) => ({ left: rect.top, right: rect.bottom, top: -rect.right, bottom: -rect.left });
  }

  // Returns a run with its displayed text and the height of its glyphs, instead of the height of the line box.
  function measured(run) {
    const style = getComputedStyle(run.element);
    const shown = { uppercase: (t) => t.toUpperCase(), lowercase: (t) => t.toLowerCase() }[style.textTransform];
    if (shown) run.glyphs.forEach((glyph) => (glyph.text = shown(glyph.text)));
    else if (style.textTransform !== "none") throw Error(`text-transform ${style.textTransform} is not known`);
    const text = run.glyphs.map((glyph) => glyph.text).join("");
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(text + (CJK.test(text) ? "国" : "H"));
    const em = parseFloat(style.fontSize);
    const vertical = style.writingMode !== "horizontal-tb";
    const column = vertical && IDEOGRAPH.test(text);
    const baseline = column ? (run.top + run.bottom) / 2 : run.top + ascent(pen.font);
    const [above, below] = column
      ? [REACH * em, REACH * em]
      : [ink.actualBoundingBoxAscent, ink.actualBoundingBoxDescent];
    const [top, bottom] = [baseline - above, baseline + below];
    for (const glyph of run.glyphs) Object.assign(glyph, { top, bottom });
    if (!vertical) run.glyphs.at(-1).right += Math.max(0, ink.actualBoundingBoxRight - ink.width); // slanted glyphs
    const matrix = vertical ? matrixOf(run.element).multiply(QUARTER) : matrixOf(run.element);
    return { glyphs: run.glyphs, top, bottom, baseline, em, matrix, column };
  }

  // Returns the distance from the top of a text box to the baseline of a font, where an empty inline block stands.
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
}
