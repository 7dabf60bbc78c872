// Shows below a spelling, while it is typed and before it is saved, which articles it would tag.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const home = document.getElementById("spelling-previews");
  if (!home) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const PAUSE = 500;

  const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const stored = new WeakMap();

  async function show(row) {
    const state = stored.get(row);
    const asked = ++state.asked;
    const data = new URLSearchParams({
      entity: home.dataset.entity,
      slug: (document.getElementById("id_slug") || {}).value || "",
      was: state.was,
      text: fieldOf(row, "text").value,
      brand: fieldOf(row, "brand").value,
      guard: fieldOf(row, "guard").value,
      delete: (fieldOf(row, "DELETE") || {}).checked ? "1" : "",
    });
    if (!data.get("text") && !state.was) { state.cell.replaceChildren(); return; }
    state.cell.textContent = home.dataset.waiting;
    let piece = null;
    try {
      const answer = await fetch(home.dataset.url, {
        method: "POST", body: data, headers: { "X-CSRFToken": token }, credentials: "same-origin",
      });
      if (answer.ok) piece = await answer.text();
    } catch { /* said below */ }
    if (asked !== state.asked) return;
    if (piece === null) state.cell.textContent = home.dataset.failed;
    else state.cell.innerHTML = piece;
  }

  function prepare(row) {
    if (stored.has(row) || row.classList.contains("empty-form") || !fieldOf(row, "text")) return;
    const line = document.createElement("tr");
    const cell = document.createElement("td");
    cell.colSpan = 9;
    line.append(cell);
    line.className = "spelling-line";
    row.after(line);
    const state = { asked: 0, timer: 0, cell, was: fieldOf(row, "text").defaultValue };
    stored.set(row, state);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = home.dataset.button;
    button.addEventListener("click", () => show(row));
    fieldOf(row, "text").after(button);
    const soon = () => { clearTimeout(state.timer); state.timer = setTimeout(() => show(row), PAUSE); };
    row.addEventListener("input", soon);
    row.addEventListener("change", soon);
  }

  const rows = () => document.querySelectorAll("tr.form-row[id^='aliases-']").forEach(prepare);
  rows();
  document.addEventListener("formset:added", rows);
});
