const targets = Object.keys(data.errors);
const several = targets.length > 1;

function titled(title, target) {
  return several ? `${title}: ${target}` : title;
}

function head() {
  root.append(element('header', {},
    element('h1', {}, 'Back-test'),
    element('span', { class: 'muted' }, `written ${data.written.replace('T', ' ').replace('Z', ' UTC')}`),
    element('p', { class: 'verdict' }, `${number(data.windows)} cutoffs, ${number(data.step)} rows apart; ${data.refit || 'the model is the same at all of them'}.`)));
  root.append(element('div', { class: 'tiles' }, ...targets.flatMap((target) => {
    const errors = data.errors[target];
    return [
      tile(titled('WAPE', target), number(errors.wape, 3), `naive: ${number(errors.naive_wape, 3)}`),
      tile(titled('MASE', target), number(errors.mase, 3), `naive: ${number(errors.naive_mase, 3)}`),
      tile(titled('off by', target), number(errors.mae, 3), `on average; naive: ${number(errors.naive_mae, 3)}`),
      tile(titled('bias', target), number(errors.bias, 3), 'mean of forecast minus actual value'),
      errors.total && errors.total.windows ? tile(titled('WAPE of sums', target), number(errors.total.wape, 3), `over the horizon; naive: ${number(errors.total.naive_wape, 3)}`) : null,
      errors.series > 1 ? tile(titled('better than naive in', target), `${number(100 * errors.better, 3)} %`, `of ${number(errors.series)} series`) : null,
    ].filter(Boolean);
  })));
}

/** Shows times at midnight as days. */
function days(times) {
  const midnight = ' 00:00:00';
  const all = times.every((time) => time.endsWith(midnight));
  return (_, place) => (all ? times[place].slice(0, -midnight.length) : times[place]);
}

/** Forecasts from several cutoffs may overlap: each is a line of its own. */
function forecasts() {
  const samples = targets.flatMap((target) => data.pictures[target].samples);
  if (!samples.length) {
    return;
  }
  let shown = samples[0];
  const select = element('select', { 'aria-label': 'series' }, ...samples.map((sample, i) =>
    element('option', { value: i }, [several ? sample.target : '', sample.series].filter(Boolean).join(', ') || sample.target)));
  const points = (one, values) => one.times.map((x, i) => ({ x, y: values[i] }));
  const made = figure('Forecasts from each cutoff',
    'Each forecast uses only what was known at its first point. Of several series the best one comes first, beside the naive forecast, and the worst one last.',
    () => ({
      type: 'line',
      data: {
        labels: shown.times,
        datasets: [
          line('actual', shown.actual, 'actual', { order: 3 }),
          ...shown.forecasts.flatMap((one) => [
            line('forecast', points(one, one.forecast), 'model', { order: 1 }),
            line('naive', points(one, one.naive), 'naive', { borderDash: [4, 3], order: 2 }),
          ]),
        ],
      },
      options: {
        interaction: acrossAll,
        plugins: { legend: { labels: { filter: (item) => item.datasetIndex < 3 } } },
        scales: { x: axis('', { ticks: { ...few.ticks, callback: days(shown.times) } }), y: axis(shown.target) },
      },
    }), { wide: true, control: samples.length > 1 ? select : null });
  const entry = charts[charts.length - 1];
  select.addEventListener('change', () => {
    shown = samples[Number(select.value)];
    draw(entry);
  });
  section('Forecasts', element('div', { class: 'charts' }, made));
}

function byStep(target) {
  const steps = data.errors[target].by_step;
  return figure(titled('Error by horizon step', target), 'Mean absolute error over all series and cutoffs.', () => ({
    type: 'line',
    data: {
      labels: steps.map((one) => one.step),
      datasets: [line('this model', steps.map((one) => one.mae), 'model'), line('naive', steps.map((one) => one.naive_mae), 'naive')],
    },
    options: { interaction: acrossAll, scales: { x: axis('step', few), y: axis('error', { beginAtZero: true }) } },
  }));
}

function sums(target) {
  const errors = data.errors[target];
  const row = (name, key) => [name, errors[key], errors[`naive_${key}`]];
  return element('div', { class: 'card' }, element('h3', {}, titled('All forecasts', target)),
    table(['', 'model', 'naive'], [row('MSE', 'mse'), row('MAE', 'mae'), row('WAPE', 'wape'), row('MASE', 'mase'), row('sMAPE, %', 'smape'), row('bias', 'bias')]),
    element('p', { class: 'muted' }, `${number(errors.rows)} forecasts, in units of the table.${errors.unobserved ? ` ${number(errors.unobserved)} more are of values that were not observed.` : ''}`));
}

function byLevel(target) {
  const levels = data.errors[target].by_level;
  return data.errors[target].series > 1 && levels.length
    ? element('div', { class: 'card wide' }, element('h3', {}, titled('Errors by level of the series', target)),
      table(['mean size before the first cutoff', 'forecasts', 'WAPE', 'naive WAPE', 'MASE', 'naive MASE', 'bias'],
        levels.map((one) => [one.level.split('-').map((end) => number(Number(end))).join(' to '), one.rows, one.wape, one.naive_wape, one.mase, one.naive_mase, one.bias])))
    : null;
}

function extremes(target) {
  return [['Best series', 'best'], ['Worst series', 'worst']]
    .filter(([, key]) => data.pictures[target][key].length)
    .map(([title, key]) => element('div', { class: 'card' }, element('h3', {}, titled(title, target)),
      table(['series', 'error', 'naive', 'mean size'], data.pictures[target][key].map((one) => [one.series, one.mae, one.naive_mae, one.level])),
      element('p', { class: 'muted' }, 'Mean absolute errors beside those of the naive forecast.')));
}

head();
forecasts();
for (const target of targets) {
  section(titled('Errors', target), element('div', { class: 'charts' },
    ...[byStep(target), sums(target), byLevel(target), ...extremes(target)].filter(Boolean)));
}
section('Files', element('p', { class: 'muted' }, `All forecasts: ${data.output}. All series: ${data.by_series}.`));
drawAll();
