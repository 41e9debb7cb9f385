"""The style and the script of the report. The policy of the file names them by their hashes."""

from typing import Final

STYLE: Final = """
:root{--paper:#fff;--ink:#1c2127;--soft:#565d66;--rule:#7b838c;--line:#d5d9de;--box:#f4f6f8;--link:#1a5fb4;
--bar:#4c78a8;--curve:#c2343f;--late:#b3261e;--kept:#1b6e3c}
@media (prefers-color-scheme:dark){:root{--paper:#16191d;--ink:#e6e9ec;--soft:#a9b1ba;--rule:#7b838c;--line:#3a4047;
--box:#20252b;--link:#8ab8f5;--bar:#7aa6d6;--curve:#f0757c;--late:#ff9087;--kept:#7fd6a0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:8px}
body{margin:0 auto;max-width:60rem;padding:12px;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.4rem;line-height:1.25}h3{font-size:1.15rem}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 16px}
nav a,nav summary{display:inline-block;padding:4px 0}
input{font:inherit;width:min(100%,20rem);padding:6px 8px;color:inherit;background:var(--box);
border:1px solid var(--rule);border-radius:4px}
.page{border-top:2px solid var(--rule);margin-top:2rem;content-visibility:auto;contain-intrinsic-size:auto 900px}
.wide{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.95rem;min-width:100%}
th,td{border-bottom:1px solid var(--line);padding:6px 10px 6px 0;text-align:left;vertical-align:top;
overflow-wrap:break-word;min-width:4.5rem}
th button{all:unset;cursor:pointer;font-weight:bold}th button:focus-visible{outline:2px solid var(--link)}
th[aria-sort=ascending] button::after{content:" \\2191"}th[aria-sort=descending] button::after{content:" \\2193"}
pre,code{font:.9rem/1.45 ui-monospace,Menlo,Consolas,monospace}
pre{background:var(--box);padding:8px;white-space:pre-wrap;border-radius:4px}
blockquote{margin:1rem 0;padding-left:12px;border-left:3px solid var(--line)}
.callout{margin:1rem 0;padding:4px 12px;background:var(--box);border-left:4px solid var(--rule);border-radius:4px}
.callout.warning{border-color:var(--late)}.callout.success,.callout.tip{border-color:var(--kept)}
.title,summary{font-weight:bold}summary{cursor:pointer}
.back{font-size:.9rem}
figure{margin:1rem 0}figcaption{color:var(--soft);font-size:.9rem}
svg{display:block;width:100%;max-width:34rem;height:auto;font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
svg text{fill:var(--ink)}svg .faint{fill:var(--soft)}svg .strong{font-weight:bold}
svg .late{fill:var(--late)}svg .kept{fill:var(--kept)}
svg .bar{fill:var(--bar)}svg .dot{fill:var(--curve)}svg .line{fill:none;stroke:var(--curve);stroke-width:2}
svg .rule{stroke:var(--rule);stroke-width:1}svg .frame{fill:none;stroke:var(--rule)}
@media print{#search,.back,header nav{display:none}body{max-width:none;font-size:11pt}
.page{break-before:page;content-visibility:visible;border:0;margin:0}.wide{overflow:visible}
figure,tr,.title{break-inside:avoid}}
"""

SCRIPT: Final = """
"use strict";
(() => {
  const pages = [...document.querySelectorAll(".page")];
  const box = document.querySelector("#search"), field = box.querySelector("input"), told = box.querySelector("span");
  const links = new Map([...document.querySelectorAll("nav a")].map(a => [a.getAttribute("href").slice(1), a]));
  box.hidden = false;
  let texts = null;
  const search = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    texts ??= pages.map(page => page.textContent.toLowerCase());
    let count = 0;
    pages.forEach((page, at) => {
      const found = words.every(word => texts[at].includes(word));
      page.hidden = !found;
      const link = links.get(page.id);
      if (link) link.parentElement.hidden = !found;
      count += found;
    });
    told.textContent = words.length ? (count === 1 ? "1 page" : count + " pages") : "";
  };
  field.addEventListener("input", search);
  const shown = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target) return;
    if (target.closest("[hidden]")) { field.value = ""; search(); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", shown);
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll(".page details")) one.open = true;
  });
  const key = text => {
    const day = /^(\\d{1,2}) ([A-Z][a-z]{2}) (\\d{4})/.exec(text);
    if (day) return Date.parse(day[1] + " " + day[2] + " " + day[3] + " UTC");
    const span = /^(\\d+) (day|week|month|year)s?/.exec(text);
    if (span) return Number(span[1]) * { day: 1, week: 7, month: 30.4, year: 365 }[span[2]];
    const number = /^[\\u2212-]?[\\d,]+(\\.\\d+)?/.exec(text.replace(/^[^\\w\\s\\u2212-]/, ""));
    return number ? Number(number[0].replace("\\u2212", "-").replaceAll(",", "")) : null;
  };
  const compare = (one, other) => {
    const a = key(one), b = key(other);
    if (a !== null && b !== null) return a - b;
    if ((a === null) !== (b === null)) return a === null ? 1 : -1;
    return one.localeCompare(other);
  };
  const sort = (head, at, body) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const cell = row => row.children[at]?.textContent.trim() ?? "";
    const rows = [...body.rows].sort((one, other) => compare(cell(one), cell(other)) * (down ? -1 : 1));
    body.append(...rows);
  };
  for (const table of document.querySelectorAll("table")) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 3) continue;
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(head, at, body));
    });
  }
  if (location.hash) shown();
})();
"""
