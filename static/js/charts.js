// A chart is in the page as SVG. When a reader reaches for it, Plotly draws the same figure in the same box.
const plotlyUrl = document.querySelector("script[data-plotly]")?.dataset.plotly;
const HOLD_MS = 150;
const PATIENCE_MS = 20000;
let plotly;

function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = plotlyUrl;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { plotly = undefined; reject(new Error("plotly")); };
    document.head.append(script);
  });
  return plotly;
}

async function loadFigure(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

// Plotly cannot read custom properties: the palette's colours become what the theme gives just now.
function themed(figure, tokens) {
  const probe = document.createElement("i");
  document.body.append(probe);
  let text = JSON.stringify(figure);
  for (const [colour, token] of Object.entries(tokens)) {
    probe.style.color = `var(${token}, ${colour})`;
    text = text.replaceAll(colour, getComputedStyle(probe).color);
  }
  probe.remove();
  return JSON.parse(text);
}

// The SVG scales with its box; a figure scales by its lengths, so that Plotly still measures its own texts rightly.
const LENGTHS = new Set(["size", "height", "l", "r", "t", "b"]);

function scaled(value, ratio, owner, key) {
  if (key === "hoverlabel" || key === "meta") return value;
  if (typeof value === "number") {
    if (key === "ticklabelstandoff") return Math.round(value * ratio); // Plotly takes whole numbers only
    const isLength = LENGTHS.has(key) || (key === "width" && (owner === "line" || owner === "layout"));
    return isLength ? value * ratio : value;
  }
  if (Array.isArray(value)) return value.map((item) => scaled(item, ratio, owner, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scaled(item, ratio, key, name)]));
}

function nameButtons(plot) {
  for (const button of plot.querySelectorAll(".modebar-btn")) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", button.dataset.title ?? "");
    button.tabIndex = 0;
    button.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    };
  }
}

class Chart {
  constructor(figure) {
    this.figure = figure;
    this.box = figure.querySelector(".chart-box");
    this.button = figure.querySelector(".chart-explore");
    this.status = figure.querySelector(".chart-status");
    this.place = -1;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.start(true));
    this.box.addEventListener("click", () => this.start(false));
    this.box.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.hold = setTimeout(() => this.start(false), HOLD_MS); // a finger may only scroll
    });
    this.box.addEventListener("pointerleave", () => clearTimeout(this.hold));
  }

  async start(byHand) {
    this.byHand ||= byHand; // also when a resting pointer had begun and the button was pressed meanwhile
    if (this.started) return;
    this.started = true;
    this.box.setAttribute("aria-busy", "true");
    this.status.classList.add("sr");
    this.status.textContent = this.status.dataset.loading;
    try {
      [this.payload, this.plotly] = await Promise.all([loadFigure(this.figure.dataset.figure), loadPlotly()]);
      await this.open();
      this.status.textContent = "";
      this.button.classList.add("done");
      if (this.byHand) { this.plot.focus({ preventScroll: true }); this.step(1); }
    } catch {
      this.close();
      this.status.classList.remove("sr");
      this.status.textContent = this.status.dataset.failed;
    }
    this.box.removeAttribute("aria-busy");
  }

  async open() {
    this.plot = document.createElement("div");
    this.plot.className = "chart-plot";
    this.plot.tabIndex = 0;
    this.plot.setAttribute("role", "application");
    this.plot.setAttribute("aria-label", `${this.figure.querySelector("strong").textContent}. ${this.status.dataset.help}`);
    this.plot.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.target !== this.plot || !move) return;
      event.preventDefault();
      this.step(move);
    });
    this.plot.addEventListener("blur", () => this.plotly.Fx.unhover(this.plot));
    this.box.append(this.plot);
    await this.draw();
    this.box.dataset.live = "";
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this.box);
    this.scheme = () => this.draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.scheme);
  }

  close() {
    this.started = this.byHand = false;
    this.watch?.disconnect();
    delete this.box.dataset.live;
    this.plot?.remove();
  }

  shown() {
    const wide = this.box.querySelector(".chart-wide svg");
    return wide.getClientRects().length ? ["wide", wide] : ["narrow", this.box.querySelector(".chart-narrow svg")];
  }

  async draw() {
    const [form, svg] = this.shown();
    this.form = form;
    this.width = svg.getBoundingClientRect().width;
    const figure = scaled(this.payload[form], this.width / svg.viewBox.baseVal.width);
    const { data, layout } = themed(figure, this.payload.tokens);
    await this.plotly.react(this.plot, data, layout, this.payload.config);
    nameButtons(this.plot);
  }

  fit() {
    const [form, svg] = this.shown();
    const { width } = svg.getBoundingClientRect();
    if (width && (form !== this.form || Math.abs(width - this.width) > 1)) this.draw();
  }

  // Arrow keys go from figure to figure and read each out.
  step(move) {
    const points = this.payload[this.form].data.flatMap((trace, curveNumber) =>
      (trace.hovertext ?? []).map((text, pointNumber) => ({ curveNumber, pointNumber, text })));
    this.place = (this.place + move + points.length) % points.length;
    const { text, ...point } = points[this.place];
    this.plotly.Fx.hover(this.plot, [point]);
    const plain = new DOMParser().parseFromString(text.replaceAll("<br>\u200b", "").replaceAll("<br>", "; "), "text/html");
    this.status.textContent = plain.body.textContent;
  }
}

if (plotlyUrl) {
  for (const figure of document.querySelectorAll("figure.chart[data-figure]")) new Chart(figure);
}
