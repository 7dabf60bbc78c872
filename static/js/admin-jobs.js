// Keeps the progress of a job up to date; when it is through, loads the page again for what came of it.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-job-state]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-said]");
  async function look() {
    try {
      const answer = await fetch(box.dataset.jobState, { credentials: "same-origin" });
      const job = await answer.json();
      bar.value = job.percent;
      words.textContent = `${job.label} · ${job.done} / ${job.total}`;
      if (job.state === "done" || job.state === "failed") { location.reload(); return; }
    } catch { /* the next look may succeed */ }
    setTimeout(look, 1500);
  }
  setTimeout(look, 500);
});
