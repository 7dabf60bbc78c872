// Search results change in place. Without this script, or when anything fails, the same links simply open.

const results = () => document.getElementById("results");

// Which control had the focus, so that it has it again after the change: its words and its order among equals.
const trace = (element) => element && results().contains(element) && element.textContent.trim();

function restoreFocus(words) {
  const same = words && [...results().querySelectorAll("a, button, summary")].find((e) => e.textContent.trim() === words);
  (same || results().querySelector("[role=status]"))?.focus({ preventScroll: true });
}

async function show(address, { push = true } = {}) {
  const words = trace(document.activeElement);
  const opened = [...results().querySelectorAll("details[open] > summary")].map((e) => e.textContent.trim());
  results().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("results");
    if (!fresh) throw new Error("not a page of results");
    results().replaceWith(fresh);
    document.title = page.title;
    for (const form of document.querySelectorAll("form.search-box")) {
      form.replaceWith(page.querySelector("form.search-box"));
    }
    for (const link of document.querySelectorAll("a.language")) {
      link.href = page.querySelector("a.language").href;
    }
    for (const summary of fresh.querySelectorAll("summary")) {
      if (opened.includes(summary.textContent.trim())) summary.parentElement.open = true;
    }
    if (push) history.pushState({ search: true }, "", address);
    document.dispatchEvent(new CustomEvent("results"));
    restoreFocus(words);
    if (fresh.getBoundingClientRect().top < 0) fresh.scrollIntoView();
  } catch {
    location.assign(address);
  }
}

const plain = (event) => !(event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

document.addEventListener("click", (event) => {
  const link = event.target.closest("#results a[href]");
  const address = link && new URL(link.getAttribute("href"), location.href);
  if (!link || !plain(event) || address.origin !== location.origin || address.pathname !== location.pathname) return;
  event.preventDefault();
  show(address.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const target = new URL(form.action);
  if (target.pathname !== location.pathname || target.origin !== location.origin) return;
  event.preventDefault();
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  show(`${target.pathname}?${new URLSearchParams(filled)}`);
});

if (results()) {
  history.replaceState({ search: true }, "");
  addEventListener("popstate", (event) => {
    if (event.state?.search) show(location.href, { push: false });
  });
}
