// While a figure is typed, the server says how it reads it. Fields in rows added later are served too.
{
  const WAIT_MS = 300;
  const FIELD = ".figure-field";
  const PARTS = { kind: "kind", from: "from_observation", to: "to_observation", span: "span_years" };
  const underway = new WeakMap();

  const inputOf = (box) => box.querySelector("input");
  const prefixOf = (box) => inputOf(box).name.replace(/figure$/, "");

  function sibling(box, name) {
    return inputOf(box).form?.elements.namedItem(prefixOf(box) + name);
  }

  function questionOf(box) {
    const question = new URLSearchParams({ text: inputOf(box).value });
    question.set("indicator", sibling(box, "indicator")?.value ?? "");
    for (const [key, name] of Object.entries(PARTS)) {
      const part = sibling(box, name);
      if (part) question.set(key, part.value);
    }
    if ("pair" in box.dataset) question.set("pair", "1");
    return question;
  }

  function say(box, sentences) {
    const parts = sentences.flatMap((sentence, place) => (place ? [document.createElement("br"), sentence] : [sentence]));
    box.querySelector("output").replaceChildren(...parts);
  }

  async function ask(box, signal) {
    try {
      const response = await fetch(`${box.dataset.understand}?${questionOf(box)}`, { signal });
      if (!response.ok || response.redirected) throw new Error(response.status);
      say(box, (await response.json()).sentences);
    } catch {
      if (!signal.aborted) say(box, []); // the form itself answers when it is saved
    }
  }

  function askSoon(box) {
    underway.get(box)?.abort();
    const stop = new AbortController();
    underway.set(box, stop);
    setTimeout(() => { if (!stop.signal.aborted) ask(box, stop.signal); }, WAIT_MS);
  }

  const ASKED = ["figure", "indicator", ...Object.values(PARTS)];

  function onEdit(event) {
    const { name, form } = event.target;
    const field = ASKED.find((end) => name === end || name?.endsWith(`-${end}`));
    if (!field || !form) return;
    const figure = form.elements.namedItem(name.slice(0, name.length - field.length) + "figure");
    const box = figure?.closest?.(FIELD);
    if (box) askSoon(box);
  }

  document.addEventListener("input", onEdit);
  document.addEventListener("change", (event) => { if (!event.target.matches(FIELD + " input")) onEdit(event); });
  window.django?.jQuery?.(document).on("change", "select", onEdit); // select2 tells jQuery alone
}
