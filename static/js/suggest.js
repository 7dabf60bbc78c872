// Proposals under the search box: a combobox with a list (WAI-ARIA APG). Without this script, or when a
// request fails, the box is a plain field. Listens on the document, since search.js replaces the form.

const WAIT = 150;
const SHORTEST = 2;
let timer = 0;
let request = null;
let made = 0;

const isBox = (element) => element instanceof HTMLInputElement && element.matches(".search-box input[name=q]");
const listOf = (box) => document.getElementById(box.getAttribute("aria-controls") || "");
const optionsOf = (box) => [...(listOf(box)?.children || [])];

function prepare(box) {
  if (box.getAttribute("role") === "combobox") return;
  const list = document.createElement("ul");
  list.id = `proposals-${(made += 1)}`;
  list.className = "proposals";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.form.dataset.suggestLabel);
  box.form.append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
}

function close(box) {
  clearTimeout(timer);
  request?.abort();
  const list = listOf(box);
  if (!list) return;
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function option(proposal, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.url = proposal.url;
  const text = document.createElement("bdi");
  text.textContent = proposal.text;
  const kind = document.createElement("span");
  kind.className = "kind";
  kind.textContent = proposal.kind_name;
  item.append(text, kind);
  return item;
}

function show(box, proposals) {
  const list = listOf(box);
  list.replaceChildren(...proposals.map((proposal, place) => option(proposal, `${list.id}-${place}`)));
  list.hidden = proposals.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  box.removeAttribute("aria-activedescendant");
}

async function ask(box) {
  request?.abort();
  request = new AbortController();
  try {
    const address = `${box.form.dataset.suggest}?${new URLSearchParams({ q: box.value })}`;
    const answer = await fetch(address, { signal: request.signal });
    const { suggestions } = await answer.json();
    if (document.activeElement === box) show(box, suggestions);
  } catch {
    // Typing went on, or the server is not reachable: then there are no proposals.
  }
}

function move(box, step) {
  const options = optionsOf(box);
  if (!options.length) return;
  const here = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  // One place more than options: the field itself, where nothing is selected.
  const next = (here + 1 + step + options.length + 1) % (options.length + 1) - 1;
  options.forEach((one, place) => one.setAttribute("aria-selected", String(place === next)));
  if (next < 0) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", options[next].id);
}

document.addEventListener("input", ({ target }) => {
  if (!isBox(target)) return;
  prepare(target);
  clearTimeout(timer);
  if (target.value.trim().length < SHORTEST) close(target);
  else timer = setTimeout(ask, WAIT, target);
});

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!isBox(box) || event.isComposing || box.getAttribute("aria-expanded") !== "true") return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(box, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close(box);
  } else if (event.key === "Enter") {
    const chosen = optionsOf(box).find((one) => one.getAttribute("aria-selected") === "true");
    if (!chosen) return;
    event.preventDefault();
    location.assign(chosen.dataset.url);
  }
});

// Before the field loses the focus, so that the list is still there.
document.addEventListener("pointerdown", (event) => {
  const chosen = event.target.closest?.(".proposals [role=option]");
  if (!chosen || event.button) return;
  event.preventDefault();
  location.assign(chosen.dataset.url);
});

document.addEventListener("focusout", ({ target }) => isBox(target) && close(target));
document.addEventListener("submit", ({ target }) => {
  const box = target.querySelector?.(".search-box input[name=q], input[name=q]");
  if (box && isBox(box)) close(box);
});
