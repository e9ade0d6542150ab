"use strict";

// Texts go into the page as text, never as markup.
const byId = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

function draw(parent, name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

function money(amount, currency) {
  const named = currency && currency !== "XXX";
  return new Intl.NumberFormat(undefined, named ? { style: "currency", currency } : { maximumFractionDigits: 2 }).format(amount);
}

// Horizons are written in hours.
function days(horizon) {
  const hours = /^PT(\d+)H$/.exec(horizon);
  return hours ? hours[1] / 24 + " days" : horizon;
}

async function ask(path) {
  const token = byId("token").value;
  const answer = await fetch(path, { headers: token ? { Authorization: "Bearer " + token } : {} });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.detail || answer.statusText);
  return json;
}

function quantile(prediction, level) {
  const found = prediction.quantiles.find((each) => Math.abs(each.level - level) < 1e-9);
  return found ? found.amount : NaN;
}

function showRange(prediction) {
  const svg = byId("range");
  svg.replaceChildren();
  const low = quantile(prediction, 0.1), high = quantile(prediction, 0.9), middle = quantile(prediction, 0.5);
  if (Number.isNaN(low) || Number.isNaN(high)) return;
  const most = Math.max(high, prediction.value, 1e-9) * 1.1;
  const x = (amount) => 10 + 700 * amount / most;
  draw(svg, "line", { x1: 10, x2: 710, y1: 45, y2: 45, class: "axis" });
  draw(svg, "rect", { x: x(low), y: 33, width: Math.max(1, x(high) - x(low)), height: 24, class: "wide" });
  draw(svg, "rect", { x: x(middle) - 1, y: 29, width: 2, height: 32, class: "mark" });
  draw(svg, "circle", { cx: x(prediction.value), cy: 45, r: 6, class: "mark" });
  draw(svg, "text", { x: x(low), y: 80, "text-anchor": "start" }, money(low, prediction.currency));
  draw(svg, "text", { x: x(high), y: 80, "text-anchor": "end" }, money(high, prediction.currency));
  draw(svg, "text", { x: x(prediction.value), y: 20, "text-anchor": "middle" }, money(prediction.value, prediction.currency));
  svg.setAttribute("aria-label", "Expected " + money(prediction.value, prediction.currency) + "; with a probability of 80 % between "
    + money(low, prediction.currency) + " and " + money(high, prediction.currency));
}

function fact(name, value) {
  const dt = document.createElement("dt"), dd = document.createElement("dd");
  dt.textContent = name;
  dd.textContent = value;
  byId("facts").append(dt, dd);
}

function showPrediction(answer) {
  const prediction = answer.prediction;
  byId("value").textContent = money(prediction.value, prediction.currency) + " within " + days(prediction.horizon) + " from "
    + prediction.at.replace("T", " ").replace("Z", " UTC") + " on";
  byId("facts").replaceChildren();
  fact("Spends anything", (100 * prediction.probabilityPositive).toFixed(1) + " %");
  fact("Events taken in", String(answer.state));
  fact("Model", answer.model);
  if (prediction.flags.length > 0) fact("Trust it less, as", prediction.flags.join(", "));
  showRange(prediction);
  byId("prediction").hidden = false;
}

function showExplanation(answer) {
  const explanation = answer.explanation;
  const effects = [...explanation.attributions].sort((a, b) => Math.abs(b.attribution) - Math.abs(a.attribution));
  const shown = effects.slice(0, 10).map((each) => [each.feature + (each.value === null ? "" : " = " + each.value), each.attribution]);
  const rest = effects.slice(10).reduce((sum, each) => sum + each.attribution, 0);
  if (effects.length > 10) shown.push([(effects.length - 10) + " others", rest]);
  let from = explanation.baseValue, least = from, most = from;
  const bars = shown.map(([name, amount]) => {
    const bar = { name, amount, from, to: from + amount };
    from = bar.to;
    least = Math.min(least, from);
    most = Math.max(most, from);
    return bar;
  });
  const x = (amount) => 300 + 400 * (amount - least) / Math.max(most - least, 1e-9);
  const svg = byId("waterfall");
  svg.replaceChildren();
  svg.setAttribute("viewBox", "0 0 720 " + (40 + 30 * bars.length));
  bars.forEach((bar, i) => {
    const y = 10 + 30 * i;
    draw(svg, "text", { x: 0, y: y + 15 }, bar.name.length > 40 ? bar.name.slice(0, 39) + "…" : bar.name);
    draw(svg, "rect", { x: Math.min(x(bar.from), x(bar.to)), y, width: Math.max(1, Math.abs(x(bar.to) - x(bar.from))), height: 20, class: bar.amount < 0 ? "down" : "up" });
    draw(svg, "text", { x: Math.max(x(bar.from), x(bar.to)) + 4, y: y + 15, class: "soft" }, (bar.amount < 0 ? "" : "+") + money(bar.amount, explanation.currency));
  });
  const all = "From " + money(explanation.baseValue, explanation.currency) + ", what the average customer is expected to be worth, to "
    + money(explanation.prediction, explanation.currency);
  byId("base").textContent = all;
  svg.setAttribute("aria-label", all + ": " + bars.map((bar) => bar.name + " " + money(bar.amount, explanation.currency)).join("; "));
  byId("explanation").hidden = false;
}

byId("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("prediction").hidden = true;
  byId("explanation").hidden = true;
  const message = byId("message");
  message.className = "";
  message.textContent = "…";
  const path = "/customers/" + encodeURIComponent(byId("customer").value);
  try {
    showPrediction(await ask(path + "/prediction"));
    showExplanation(await ask(path + "/explanation"));
    message.textContent = "";
  } catch (error) {
    message.className = "error";
    message.textContent = error.message;
  }
});
