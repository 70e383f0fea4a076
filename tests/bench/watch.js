// Runs in every measured page before its own scripts. Times are milliseconds since the navigation began.
(() => {
  const seen = { fcp: null, lcp: null, shift: 0, chart: null, tapped: null, live: null, liveShift: 0 };
  Object.defineProperty(window, "seen", { value: seen });
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({ type, buffered: true });
  watch("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.fcp = entry.startTime; });
  watch("largest-contentful-paint", (entry) => { seen.lcp = entry.startTime; });
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
    if (seen.tapped !== null && entry.startTime >= seen.tapped) seen.liveShift += entry.value; // no excuse here
  });

  // A chart is an SVG of some size that shows, with at least one mark in it that is not its background.
  const isChart = (svg) => {
    const frame = svg.getBoundingClientRect();
    if (frame.width < 120 || frame.height < 80 || !svg.checkVisibility({ visibilityProperty: true })) return false;
    return [...svg.querySelectorAll("path,rect,circle,line,polyline,polygon")].some((mark) => {
      if (mark.closest("defs,clipPath,mask,symbol")) return false;
      const { width, height } = mark.getBoundingClientRect();
      return (width > 2 || height > 2) && !(width > 0.95 * frame.width && height > 0.95 * frame.height);
    });
  };

  // What one frame finds in the document is on the screen when the next one begins.
  const timeOf = (found, note) => {
    let there = false;
    const frame = () => {
      if (there) { note(performance.now()); return; }
      there = found();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  timeOf(() => [...document.querySelectorAll("svg")].some(isChart), (time) => { seen.chart = time; });

  addEventListener("click", () => {
    seen.tapped = performance.now();
    const live = () => document.querySelector(".chart-box[data-live] .chart-plot .main-svg");
    timeOf(live, (time) => { seen.live = time - seen.tapped; });
  }, { capture: true, once: true });
})();
