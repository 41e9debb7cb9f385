// Runs in the page, beside the real Mermaid: draws one chart and says what a reader could not make out of it.
"use strict";

const MARKS = {
  quadrantChart: ".data-point circle",
  xychart: ".plot path, .plot rect",
  pie: "path.pieCircle",
  timeline: ".node-bkg, .timeline-node path",
  flowchart: ".node",
  graph: ".node",
};
const LEAST_LETTERS = 7;
// Only where a mark stands: Mermaid's own colours of quadrant points hold a NaN, and are drawn black.
const NO_NUMBER = /\s(?:x|y|cx|cy|r|width|height|d|points|transform)="[^"]*NaN/;
const ANY_MARK = "path, rect, circle, polygon, line";

function kindOf(text) {
  const first = text.split("\n").map((line) => line.trim()).find((line) => line && !line.startsWith("%%")) || "";
  return (first.match(/^[A-Za-z]+/) || [""])[0];
}

// Drawn size on the screen: a rotated label has the box that its reader sees.
function boxOf(element) {
  if (element instanceof SVGElement) return element.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}

function labelsOf(svg) {
  const inHtml = [...svg.querySelectorAll("foreignObject")].map((one) => one.firstElementChild).filter(Boolean);
  return [...svg.querySelectorAll("text"), ...inHtml]
    .map((element) => ({ element, text: element.textContent.replace(/\s+/g, " ").trim(), box: boxOf(element) }))
    .filter((one) => one.text && one.box.width > 0 && one.box.height > 0);
}

// The letters of a line fill about two thirds of its box: touching line boxes are no overlap.
function overlap(a, b, slack) {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 1 && height > slack * Math.min(a.height, b.height);
}

function overlapsAmong(labels) {
  const found = [];
  labels.forEach((a, index) => labels.slice(index + 1).forEach((b) => {
    if (overlap(a.box, b.box, 0.3)) found.push(`labels overlap: “${a.text}” and “${b.text}”`);
  }));
  return found;
}

function coveredLabels(svg, labels) {
  const found = [];
  for (const point of svg.querySelectorAll(".data-point circle")) {
    const own = point.parentNode.querySelector("text");
    for (const label of labels) {
      if (label.element !== own && overlap(label.box, point.getBoundingClientRect(), 0.4))
        found.push(`the point of “${own ? own.textContent : "?"}” covers the label “${label.text}”`);
    }
  }
  return found;
}

function cutOff(svg, labels) {
  const frame = svg.getBoundingClientRect();
  const outside = ({ box }) => {
    const slack = 0.3 * box.height;
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - slack || box.bottom > frame.bottom + slack;
  };
  return labels.filter(outside).map((one) => `the label “${one.text}” is cut off at the edge`);
}

// Mermaid drops a label that has no room, and lets a long word run out of its box, without a word.
function runsOut(svg) {
  const found = [];
  for (const node of svg.querySelectorAll(".node, .timeline-node")) {
    const shape = node.querySelector("path, rect, polygon");
    const wide = shape ? shape.getBoundingClientRect().width : Infinity;
    const label = labelsOf(node).find((one) => one.box.width > wide + 2);
    if (label) found.push(`the label “${label.text}” runs out of its box`);
  }
  return found;
}

function decoded(text) {
  const area = document.createElement("textarea");
  area.innerHTML = text.replace(/#(\w+);/g, (_, code) => (/^\d+$/.test(code) ? `&#${code};` : `&${code};`));
  return area.value;
}

function missing(text, labels) {
  const own = text.replace(/^---\n[^]*?\n---\n/, "").split("\n").filter((line) => !line.trim().startsWith("%%"));
  const drawn = labels.map((one) => one.text).join("\u0001").replace(/\s/g, "");
  return own
    .flatMap((line) => [...line.matchAll(/"([^"]*)"/g)].map((found) => decoded(found[1])))
    .filter((label) => !drawn.includes(label.replace(/<[^>]*>|\s/g, "")))
    .map((label) => `the label “${label}” is not drawn`);
}

function saysNothing(labels) {
  return labels
    .filter((one) => /^(undefined|NaN|null|None|Infinity)$/.test(one.text) || /ﬂ°|¶ß/.test(one.text))
    .map((one) => `the label “${one.text}” shows code instead of words`);
}

// Size of its letters on the screen, in pixels: a chart wider than the page is shrunk until it fits.
function letters(element) {
  const scale = element.getScreenCTM ? element.getScreenCTM() : element.parentNode.getScreenCTM();
  return parseFloat(getComputedStyle(element).fontSize) * Math.hypot(scale.a, scale.b);
}

function tooSmall(labels) {
  const small = labels.filter((one) => letters(one.element) < LEAST_LETTERS);
  if (small.length === 0) return [];
  const least = Math.min(...small.map((one) => letters(one.element))).toFixed(1);
  return [`${small.length} labels are too small to read (${least} px), such as “${small[0].text}”`];
}

function marksOf(svg, kind) {
  const marks = [...svg.querySelectorAll(MARKS[kind] || ANY_MARK)].filter((one) => !one.closest("defs"));
  return marks.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0.5 || box.height > 0.5;
  }).length;
}

function problemsOf(svg, text) {
  const kind = kindOf(text);
  if (svg.getAttribute("aria-roledescription") === "error" || svg.querySelector(".error-icon"))
    return ["Mermaid drew its error picture"];
  const labels = labelsOf(svg);
  const problems = [
    ...overlapsAmong(labels),
    ...coveredLabels(svg, labels),
    ...cutOff(svg, labels),
    ...tooSmall(labels),
    ...runsOut(svg),
    ...missing(text, labels),
    ...saysNothing(labels),
  ];
  if (marksOf(svg, kind) === 0) problems.push("nothing is drawn: no mark of any size");
  if (NO_NUMBER.test(svg.outerHTML)) problems.push("a coordinate is no number (NaN)");
  if (kind === "quadrantChart") {
    const wanted = text.split("\n").filter((line) => /:\s*\[[^\]]*,[^\]]*\]/.test(line)).length;
    const drawn = svg.querySelectorAll(".data-point circle").length;
    if (wanted !== drawn) problems.push(`${drawn} of ${wanted} points are drawn`);
  }
  return problems;
}

// The result for one chart: what is wrong with it, and the box in which it stands on the page.
async function drawChart(number, text) {
  document.body.innerHTML = '<div id="chart" style="width: 700px; padding: 8px; background: white"></div>';
  const holder = document.getElementById("chart");
  const result = { problems: [], labels: [], box: null };
  try {
    await mermaid.parse(text);
    const { svg } = await mermaid.render(`chart${number}`, text);
    holder.innerHTML = svg;
    const drawn = holder.querySelector("svg");
    result.labels = drawn ? labelsOf(drawn).map((one) => one.text) : [];
    result.problems = drawn ? problemsOf(drawn, text) : ["Mermaid returned no picture"];
  } catch (error) {
    result.problems = [String((error && error.message) || error)];
  }
  const { x, y, width, height } = holder.getBoundingClientRect();
  result.box = { x, y, width, height };
  return result;
}
