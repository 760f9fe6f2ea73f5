// Draws every chart of the page, in the colours of the reader's light or dark setting.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const themes = {
    light: {
      text: "#1b1f24", muted: "#57606a", grid: "#e6e9ed",
      // After Okabe and Ito, darkened where white would swallow it.
      colors: ["#0072b2", "#d55e00", "#00865f", "#a44a8a", "#3a9bdc", "#b07d00", "#7a4b3a", "#5c6670"],
    },
    dark: {
      text: "#e6e9ed", muted: "#a3acb8", grid: "#2e343d",
      colors: ["#58aee8", "#ff8f4d", "#3fcfa2", "#e59acb", "#a6dcff", "#f2c14e", "#cfa48f", "#aeb7c2"],
    },
  };
  const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

  // Eight colours, seven shapes, three dashes: the pairs repeat late.
  function config(theme) {
    const text = { labelColor: theme.muted, titleColor: theme.text, labelFont: font, titleFont: font };
    return {
      background: null,
      font,
      view: { stroke: null },
      axis: {
        ...text, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 600, titlePadding: 10,
        gridColor: theme.grid, domainColor: theme.grid, tickColor: theme.grid,
      },
      axisY: { titleAnchor: "middle" },
      legend: {
        ...text, labelFontSize: 12, orient: "top", columns: window.innerWidth < 700 ? 2 : 4, labelLimit: 240,
        symbolSize: 90, symbolStrokeWidth: 2, symbolOpacity: 1, rowPadding: 4, columnPadding: 18,
      },
      text: { color: theme.text, font, fontSize: 12 },
      line: { strokeWidth: 2 },
      rule: { strokeWidth: 2 },
      bar: { cornerRadiusEnd: 2 },
      point: { opacity: 1 },
      range: {
        category: theme.colors,
        symbol: ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"],
      },
      style: {
        reference: { color: theme.muted, strokeDash: [5, 4], strokeWidth: 1 },
        "reference-label": { color: theme.muted, fontSize: 11 },
        interval: { color: theme.text, strokeWidth: 1.5 },
      },
    };
  }

  const around = ["right", "left", "top-right", "bottom-right", "top-left", "bottom-left", "top", "bottom"];

  // Vega-Lite cannot keep labels apart; Vega can. Adds one label to each mark "points",
  // clear of the points, the intervals and the other labels.
  function labelPoints(vega, theme) {
    const find = (marks, ending) => {
      for (const mark of marks ?? []) {
        if (mark.name?.endsWith(ending)) return mark.name;
        const inner = find(mark.marks, ending);
        if (inner) return inner;
      }
    };
    const points = find(vega.marks, "points_marks");
    const avoid = ["intervals_marks", "references_marks"].map((e) => find(vega.marks, e)).filter(Boolean);
    vega.marks.push({
      type: "text",
      from: { data: points },
      encode: {
        enter: {
          text: { field: "datum.label" },
          fill: { value: theme.text },
          font: { value: font },
          fontSize: { value: 11.5 },
        },
      },
      transform: [{
        type: "label",
        size: { signal: "[width, height]" },
        anchor: [...around, ...around, ...around],
        offset: [5, 14, 26].flatMap((distance) => around.map(() => distance)),
        avoidMarks: avoid,
      }],
    });
    return vega;
  }

  function draw() {
    const theme = dark.matches ? themes.dark : themes.light;
    for (const figure of document.querySelectorAll("figure.chart")) {
      const spec = JSON.parse(figure.querySelector("script").textContent);
      vegaEmbed(figure.querySelector(".picture"), spec, {
        actions: { export: true, source: false, compiled: false, editor: false },
        config: config(theme),
        patch: spec.usermeta?.labelPoints ? (vega) => labelPoints(vega, theme) : undefined,
        logLevel: 1,  // errors only
        renderer: "svg",
        tooltip: { theme: dark.matches ? "dark" : "light" },
      }).catch((error) => {
        figure.querySelector(".picture").textContent = "This chart could not be drawn: " + error;
      });
    }
  }
  dark.addEventListener("change", draw);
  draw();
})();
