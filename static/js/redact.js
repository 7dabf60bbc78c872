// What is selected in the article's text goes into the field of the passage to hide.
"use strict";

const field = document.querySelector("textarea[name=passage]");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = selection.toString().trim();
  const inside = selection.anchorNode?.parentElement?.closest(".selectable");
  if (field && text && inside) field.value = text;
});
