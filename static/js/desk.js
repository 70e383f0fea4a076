// The article desk by keyboard: a key presses the button or follows the link that shows it. The right side alone is
// fetched anew; whatever fails goes the way it would go without this file.
{
  const side = document.getElementById("side");
  const HEADERS = { "X-Desk-Part": "side" };
  let busy = false;

  const markOf = (number) => document.getElementById(`m${number}`);
  const isTyping = (target) => target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");

  function showMarks() {
    for (const row of side.querySelectorAll("[data-mark]")) {
      const mark = markOf(row.dataset.mark);
      mark?.classList.remove("open", "accepted", "corrected", "rejected");
      mark?.classList.add(row.dataset.decision);
    }
  }

  function choose() {
    const number = side.querySelector(".chosen")?.dataset.figure;
    for (const old of document.querySelectorAll(".text .mark[aria-current]")) old.removeAttribute("aria-current");
    const mark = number && markOf(number);
    if (!mark) return;
    mark.setAttribute("aria-current", "true");
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    history.replaceState(null, "", `?figure=${number}#m${number}`);
  }

  async function replace(address, options) {
    const response = await fetch(address, { ...options, headers: HEADERS });
    if (!response.ok || response.url.includes("/login/")) throw new Error(response.status);
    side.innerHTML = await response.text();
    showMarks();
    choose();
    const wrong = side.querySelector(".correct .errorlist");
    const next = wrong ? wrong.parentElement.querySelector("input, select") : side.querySelector(".chosen h2");
    next?.focus({ preventScroll: !wrong });
    side.scrollTop = 0;
  }

  async function go(address, otherwise, options = {}) {
    if (busy) return;
    busy = true;
    side.setAttribute("aria-busy", "true");
    try {
      await replace(address, options);
    } catch {
      otherwise();
    } finally {
      busy = false;
      side.removeAttribute("aria-busy");
    }
  }

  function sent(form, button) {
    const body = new FormData(form, button);
    const send = () => { form.dataset.plain = "1"; form.requestSubmit(button); };
    go(location.pathname, send, { method: "POST", body });
  }

  side.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    // Decisions on many change marks that the list does not show: there the whole page is made anew.
    if (form.dataset.plain || form.matches(".all") || !submitter) return;
    event.preventDefault();
    sent(form, submitter);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.desk a[href^="?figure="]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(link.href.split("#")[0], () => location.assign(link.href));
  });

  function correct() {
    const box = side.querySelector("#correct");
    if (!box) return;
    box.open = true;
    const field = box.querySelector("input:not([type=hidden]), select");
    field.focus();
    field.select?.();
  }

  const OWN = { e: correct, "?": () => { const keys = side.querySelector("#legend"); keys.open = !keys.open; } };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[data-key="e"]')) { event.preventDefault(); correct(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && side.contains(document.activeElement)) {
      side.querySelector(".chosen h2")?.focus({ preventScroll: true });
      return;
    }
    const form = event.target.closest?.(".correct form");
    if (form && event.key === "Enter" && event.ctrlKey) { // from a list too, where Enter alone opens it
      event.preventDefault();
      form.requestSubmit(form.querySelector("button"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const own = OWN[event.key];
    const target = side.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!own && !target) return;
    event.preventDefault();
    if (own) own();
    else if (!target.disabled) target.click();
  });

  const start = new URLSearchParams(location.search).get("figure");
  if (start) choose();
}
