'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const root = document.getElementById('report');

// ---- building blocks

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function section(title, ...children) {
  root.append(element('h2', {}, title), ...children);
}

function number(value, digits = 4) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) {
    return value.toLocaleString('en');
  }
  return size >= 1e7 || (size > 0 && size < 1e-4)
    ? value.toExponential(digits - 1)
    : Number(value.toPrecision(digits)).toLocaleString('en', { maximumSignificantDigits: digits });
}

function words(name) {
  return name.replaceAll('_', ' ');
}

function tile(name, value, beside) {
  return element('div', { class: 'card tile' }, element('span', { class: 'muted' }, name),
    element('strong', {}, value), element('span', { class: 'muted' }, beside || ''));
}

function table(heads, rows, attributes = {}) {
  const cell = (name, value) => element(name, typeof value === 'number' ? { class: 'number' } : {},
    typeof value === 'number' ? number(value) : value === null || value === undefined ? '–' : value);
  const numeric = (column) => rows.some((row) => typeof row[column] === 'number');
  return element('div', { class: 'scroll' }, element('table', attributes,
    element('thead', {}, element('tr', {}, ...heads.map((head, column) =>
      element('th', numeric(column) ? { class: 'number' } : {}, head)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((value) => cell('td', value)))))));
}

function pairs(entries) {
  return element('table', { class: 'pairs break' }, element('tbody', {}, ...entries.map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)))));
}

// ---- charts, redrawn when the colour scheme changes

const charts = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

/** A figure with a chart. configure() returns Chart.js's configuration with the current colours. */
function figure(title, caption, configure, { wide = false, control = null } = {}) {
  const canvas = element('canvas', { role: 'img', 'aria-label': title });
  const made = element('figure', { class: 'card' + (wide ? ' wide' : '') },
    element('div', { class: 'row' }, element('h3', {}, title), control),
    element('div', { class: 'plot' }, canvas),
    caption ? element('figcaption', {}, caption) : null);
  charts.push({ canvas, configure, chart: null });
  return made;
}

function draw(entry) {
  if (entry.chart) {
    entry.chart.destroy();
  }
  Chart.defaults.color = colour('muted');
  Chart.defaults.borderColor = colour('grid');
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.labels.usePointStyle = true;
  Chart.defaults.plugins.legend.labels.pointStyleWidth = 18;
  Chart.defaults.plugins.legend.labels.boxHeight = 7;
  // the order of the list, not the drawing order
  Chart.defaults.plugins.legend.labels.sort = (a, b) => a.datasetIndex - b.datasetIndex;
  Chart.defaults.plugins.tooltip.callbacks.label = (item) =>
    `${item.dataset.label}: ${number(item.parsed.y)}${item.dataset.unit || ''}`;
  entry.chart = new Chart(entry.canvas, entry.configure());
}

function drawAll() {
  charts.forEach(draw);
}

function line(label, values, name, more = {}) {
  return {
    label, data: values, borderColor: colour(name), backgroundColor: colour(name),
    borderWidth: 2, pointRadius: values.length === 1 ? 3 : 0, pointHitRadius: 8, tension: 0, pointStyle: values.length === 1 ? 'circle' : 'line', ...more,
  };
}

const acrossAll = { mode: 'index', intersect: false };

function axis(title, more = {}) {
  return { title: { display: Boolean(title), text: title }, ...more };
}

const few = { ticks: { maxRotation: 0, autoSkip: true, autoSkipPadding: 24 } };

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
