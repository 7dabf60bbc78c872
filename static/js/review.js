// Review by keyboard: moving between mentions and lines, deciding, going on. Every action is a button of the
// page's one form; without this script the same buttons work by mouse, each with a page of its own.

const root = () => document.getElementById("review");
const form = () => document.getElementById("act");
const items = () => [...root().querySelectorAll(pane === "lines" ? ".lines .line" : ".mentions .item")];
const current = () => root().querySelector(".current");

let pane = "mentions";
let busy = false;
const waiting = []; // keys pressed while the last action was on its way

document.documentElement.classList.add("js");

function choose(element) {
  current()?.classList.remove("current");
  root().querySelector(".m.lit")?.classList.remove("lit");
  if (!element) return;
  element.classList.add("current");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
  const mark = element.dataset.item && root().querySelector(`.m[data-mention="${element.dataset.item}"]`);
  mark?.classList.add("lit");
  mark?.scrollIntoView({ block: "center" });
}

function move(step) {
  const all = items();
  const at = all.indexOf(current());
  choose(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)]);
}

function switchPane() {
  pane = pane === "lines" ? "mentions" : "lines";
  const all = items();
  choose(pane === "lines" ? (all.find((line) => line.matches(".out")) ?? all[0]) : all[0]);
}

const firstPending = () => items().find((item) => "pending" in item.dataset) ?? items()[0];

// The item to stand on once an action is done: the next one after a decision, else the same again.
function standAgain(id, decided) {
  const all = items();
  const at = all.findIndex((item) => item.id === id);
  choose(decided ? (all.slice(at + 1).find((item) => "pending" in item.dataset) ?? all[at]) : all[at]);
}

function say(words) {
  const said = document.getElementById("said");
  said.replaceChildren(Object.assign(document.createElement("p"), { className: "errornote", textContent: words }));
}

async function act(button) {
  const stood = current()?.id;
  const verb = button?.value.split(":")[0] ?? "save";
  const body = new FormData(form(), button);
  busy = true;
  root().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("review");
    if (!fresh) return location.assign(answer.url);
    show(page, fresh, answer.url);
    if (fresh.dataset.article !== article) arrive(fresh);
    else standAgain(stood, answer.ok && ["accept", "reject", "always"].includes(verb));
  } catch {
    say(root().dataset.failed);
  } finally {
    busy = false;
    root().removeAttribute("aria-busy");
  }
  if (waiting.length) press(waiting.shift());
}

function show(page, fresh, address) {
  root().replaceWith(fresh);
  document.title = page.title;
  const [crumbs, others] = [document, page].map((each) => each.querySelector(".breadcrumbs"));
  if (crumbs && others) crumbs.replaceWith(others);
  const to = new URL(address);
  if (to.pathname !== location.pathname) history.pushState(null, "", to);
}

let article = "";
function arrive(fresh) {
  article = fresh.dataset.article;
  pane = "mentions";
  window.scrollTo(0, 0);
  choose(firstPending());
  window.scrollTo(0, 0);
}

const click = (selector, within = root()) => {
  const button = within?.querySelector(selector);
  if (button && !button.disabled) button.click();
  return Boolean(button);
};
const focus = (id) => document.getElementById(id).select();

function reject() {
  const always = current()?.querySelector("details.always");
  if (!always) return;
  always.open = true;
  always.querySelector("button").focus();
}

// The selected words as a mention to add: their offsets in code points of the title or the body.
function markSelection() {
  const selection = document.getSelection();
  const paragraph = selection.anchorNode?.parentElement?.closest(".text p");
  const add = document.getElementById("add");
  add.open = true;
  if (paragraph && !selection.isCollapsed && paragraph.contains(selection.focusNode)) {
    const chosen = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(chosen.startContainer, chosen.startOffset);
    const words = chosen.toString();
    const start = Number(paragraph.dataset.start ?? 0) + [...before.toString()].length;
    document.getElementById("words").value = words.trim();
    document.getElementById("add-start").value = start + [...words].length - [...words.trimStart()].length;
    document.getElementById("add-end").value = start + [...words.trimEnd()].length;
    document.getElementById("add-title").value = paragraph.dataset.start === undefined ? "1" : "";
    focus("entity");
  } else {
    focus("words");
  }
}

// By the place of the key on the keyboard, so that they work with an Arabic layout too.
const keys = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  KeyL: switchPane,
  KeyA: () => click("[data-key=a]", current()),
  KeyR: () => click("[data-key=r]", current()),
  KeyX: reject,
  KeyD: () => (pane === "lines" && click("[data-key=d]", current())) || focus("date"),
  KeyT: () => focus("title"),
  KeyB: () => focus("publisher"),
  KeyM: markSelection,
  KeyS: () => click("#save"),
  KeyU: () => click("#undo"),
  KeyN: () => click(".bar [data-key=n]"),
  KeyP: () => click(".bar [data-key=p]"),
  Period: () => click("#skip"),
  Comma: () => click("#previous"),
};

function press(code) {
  if (busy) {
    waiting.push(code);
    return;
  }
  keys[code]();
  if (!busy && waiting.length) press(waiting.shift());
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    root().querySelectorAll("details[open]").forEach((each) => { each.open = false; });
    choose(current() ?? firstPending());
  } else if (field) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) click("#save");
  } else if (event.ctrlKey || event.altKey || event.metaKey) {
    return;
  } else if (event.key === "?" || event.key === "؟") {
    document.getElementById("keys").open = !document.getElementById("keys").open;
    document.getElementById("keys").scrollIntoView({ block: "nearest" });
    event.preventDefault();
  } else if (/^Digit[1-9]$/.test(event.code)) {
    const choices = current()?.querySelectorAll("details[open] .choices button") ?? [];
    choices[Number(event.code.slice(5)) - 1]?.click();
  } else if (event.code in keys) {
    event.preventDefault();
    press(event.code);
  }
});

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  if (!busy) act(event.submitter);
});

// Words typed by hand are looked for in the text; offsets belong to a selection only.
document.addEventListener("input", (event) => {
  if (event.target.id === "words") for (const id of ["add-start", "add-end"]) document.getElementById(id).value = "";
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".m[data-mention]");
  const item = mark ? document.getElementById(`m-${mark.dataset.mention}`) : event.target.closest(".item, .line");
  if (!item || event.target.closest("button, summary, input")) return;
  if (mark) event.preventDefault();
  pane = item.matches(".line") ? "lines" : "mentions";
  choose(item);
});

window.addEventListener("popstate", () => location.reload());
arrive(root());
