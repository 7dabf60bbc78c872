// Small comforts; every page works without them. No library, no request.

// A filter field for facets too long to read through.
function addFacetFields() {
  for (const facet of document.querySelectorAll("[data-facet]")) addFacetField(facet);
}

function addFacetField(facet) {
  const rest = facet.querySelector("details");
  const label = facet.dataset.facet;
  if (!rest || !label) return;
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = label;
  field.setAttribute("aria-label", label);
  rest.querySelector("summary").after(field);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const item of facet.querySelectorAll("li")) {
      item.hidden = !item.querySelector(".label").textContent.toLowerCase().includes(wanted);
    }
  });
}

addFacetFields();
document.addEventListener("results", addFacetFields);

// A tag lights up its mentions in the text while it is touched.
for (const tag of document.querySelectorAll(".places [data-group]")) {
  const places = document.querySelectorAll(`.mention[data-group="${CSS.escape(tag.dataset.group)}"]`);
  const light = (on) => places.forEach((place) => place.classList.toggle("lit", on));
  for (const [event, on] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
    tag.addEventListener(event, () => light(on));
  }
}

// A paragraph's number copies its address.
for (const link of document.querySelectorAll(".permalink")) {
  link.addEventListener("click", () => navigator.clipboard?.writeText(link.href));
}

// Text copied from an article takes its source along.
document.querySelector("[data-quote-source]")?.addEventListener("copy", (event) => {
  const quote = document.getSelection().toString();
  if (quote.length < 40) return;
  const source = event.currentTarget.dataset.quoteSource;
  event.clipboardData.setData("text/plain", `«${quote.trim()}»\n${source}`);
  event.preventDefault();
});
