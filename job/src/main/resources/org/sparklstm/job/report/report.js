/** The step after which an interrupted run resumed. Times are measured since then. */
const since = data.resumed_after_step;

function head() {
  const status = data.status === 'training'
    ? `training: ${data.epochs.train.length} of at most ${data.epochs_planned} epochs` : data.status;
  root.append(element('header', {},
    element('h1', {}, data.run),
    element('span', { class: 'status ' + data.status }, status),
    element('span', { class: 'muted' }, `${data.task}, written ${data.written.replace('T', ' ').replace('Z', ' UTC')}`),
    data.verdict ? element('p', { class: 'verdict' }, data.verdict) : null));
  const tiles = (data.figures || []).map((entry) => tile(entry.name, entry.value, entry.beside));
  if (data.epochs.best) {
    const { best, train, validation } = data.epochs;
    const loss = validation[best - 1] ?? train[best - 1];
    tiles.push(tile('best epoch', String(best), `of ${train.length}; ${validation[best - 1] == null ? 'train' : 'validation'} loss ${number(loss)}`));
  }
  if (data.phases && data.phases.windows_per_second) {
    tiles.push(tile('training speed', `${number(Math.round(data.phases.windows_per_second))}/s`,
      `${data.unit}, ${number(data.phases.total, 3)} s ${since ? `since step ${number(since)}` : 'in total'}`));
  }
  if (data.parameters) {
    tiles.push(tile('parameters', number(data.parameters), 'in the network'));
  }
  root.append(element('div', { class: 'tiles' }, ...tiles));
}

function training() {
  const { train, validation, best } = data.epochs;
  const figures = [];
  if (train.length) {
    const labels = train.map((_, epoch) => epoch + 1);
    const validated = validation.some((loss) => loss !== null);
    const kept = validated ? validation : train;
    figures.push(figure('Loss', `Mean over each epoch. The model has the weights of epoch ${best}.`, () => ({
      type: 'line',
      data: {
        labels,
        datasets: [
          line('train', train, 'model'),
          ...(validated ? [line('validation', validation, 'naive')] : []),
          {
            label: `best: epoch ${best}`, data: kept.map((loss, epoch) => (epoch + 1 === best ? loss : null)),
            borderColor: colour('good'), backgroundColor: colour('good'),
            pointRadius: 6, pointStyle: 'rectRot', showLine: false,
          },
        ],
      },
      options: { interaction: acrossAll, scales: { x: axis('epoch', few), y: axis(data.loss) } },
    })));
  }
  const steps = data.steps;
  if (steps.step.length) {
    figures.push(figure('Gradient norm and learning rate',
      steps.together > 1 ? `Gradient norm before clipping; each point is the maximum of ${number(steps.together)} steps.` : 'Gradient norm of each step, before clipping.',
      () => ({
        type: 'line',
        data: {
          labels: steps.step,
          datasets: [
            line('gradient norm', steps.gradient_norm, 'model', { borderWidth: 1.5 }),
            line('learning rate', steps.learning_rate, 'naive', { yAxisID: 'rate', stepped: true }),
          ],
        },
        options: {
          interaction: acrossAll,
          scales: {
            x: axis('step', few),
            y: axis('gradient norm', { min: 0 }),
            rate: axis('learning rate', { position: 'right', min: 0, grid: { drawOnChartArea: false } }),
          },
        },
      })));
  }
  if (figures.length) {
    section('Training', element('div', { class: 'charts' }, ...figures));
  } else {
    section('Training', element('p', { class: 'muted' }, data.status === 'training' ? 'The first epoch is running.' : 'No epoch was completed.'));
  }
}

/** Ends the name of a line that only bounds a fan; the legend leaves it out. */
const LOWER = ', lower end';

/** The central intervals of quantiles: the wider one, the lighter. */
function fan(sample) {
  const levels = sample.levels || [];
  const found = [];
  levels.forEach((low, i) => {
    const j = levels.findIndex((high) => Math.abs(1 - high - low) < 1e-9);
    if (j > i) {
      const plain = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, order: 5 + i };
      const name = `${number(100 * (levels[j] - low), 4)} % interval`;
      found.push(
        { ...line(`${name}${LOWER}`, sample.quantiles[i], 'model', plain) },
        { ...line(name, sample.quantiles[j], 'model', plain), fill: '-1', backgroundColor: `${colour('model')}${i ? '40' : '2a'}`, pointStyle: 'rect' });
    }
  });
  return found;
}

function forecasts() {
  if (!data.samples || !data.samples.length) {
    return;
  }
  let shown = data.samples[0];
  const select = element('select', { 'aria-label': 'series' }, ...data.samples.map((sample, i) =>
    element('option', { value: i }, sample.series === 'the series' ? sample.target : `${sample.target}, ${sample.series}`)));
  const made = figure('Forecasts at the end of the test span',
    `Each forecast uses only the rows before its dot. Naive forecast: ${data.detail.naive}.`,
    () => ({
      type: 'line',
      data: {
        labels: shown.times,
        datasets: [
          ...fan(shown),
          line('actual', shown.actual, 'actual', { order: 4 }),
          line('forecast', shown.forecast, 'model', { order: 3 }),
          line('naive', shown.naive, 'naive', { borderDash: [4, 3], order: 2 }),
          {
            order: 1,
            label: 'start of a forecast', data: shown.actual.map((value, i) => (shown.cutoffs.includes(i + 1) ? value : null)),
            borderColor: colour('actual'), backgroundColor: colour('actual'), pointRadius: 4, showLine: false, pointStyle: 'circle',
          },
        ],
      },
      options: {
        interaction: acrossAll,
        scales: { x: axis('', few), y: shown.ahead ? axis(shown.target, aligned) : axis(shown.target) },
        plugins: { legend: { labels: { filter: (item) => !item.text.endsWith(LOWER) } } },
      },
    }), { wide: true, control: data.samples.length > 1 ? select : null });
  const entry = charts[charts.length - 1];
  const redrawn = [entry];
  const known = (shown.ahead || []).map((column, i) => {
    const below = figure(column.name, i ? '' : 'Known ahead, also in the rows that were forecast.', () => ahead(shown, i), { wide: true });
    below.classList.add('low');
    redrawn.push(charts[charts.length - 1]);
    return below;
  });
  select.addEventListener('change', () => {
    shown = data.samples[Number(select.value)];
    redrawn.forEach(draw);
  });
  section('Forecasts', element('div', { class: 'charts' }, made, ...known));
}

/** Charts below each other begin at the same place: their axes are of one width, in pixels. */
const aligned = { afterFit: (scale) => { scale.width = 96; } };

/** The most letters of a class that fit beside an axis of that width; the tooltip has all. */
const LETTERS = 10;

function shortened(place) {
  const name = this.getLabelForValue(place);
  return name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
}

/** A column that is known ahead, on the time axis of the forecasts above it. Classes have an axis of names. */
function ahead(sample, place) {
  const { name, values } = sample.ahead[place];
  const isClass = values.some((value) => typeof value === 'string');
  return {
    type: 'line',
    data: { labels: sample.times, datasets: [line(name, values, `phase-${distinct[place % distinct.length]}`, { stepped: 'middle', borderWidth: 1.5 })] },
    options: {
      interaction: acrossAll,
      plugins: { legend: { display: false }, ...(isClass ? { tooltip: { callbacks: { label: (item) => `${name}: ${values[item.dataIndex]}` } } } : {}) },
      scales: {
        x: axis('', few),
        y: isClass ? axis(name, { ...aligned, type: 'category', ticks: { callback: shortened }, labels: [...new Set(values.filter((value) => value !== null))].sort() }) : axis(name, { ...aligned, ticks: { maxTicksLimit: 4 } }),
      },
    },
  };
}

/** What each input is worth. Names are drawn on a canvas, so nothing in them is markup. */
function importance() {
  const measured = data.importance;
  if (!measured) {
    return;
  }
  const { windows } = measured;
  // the history of another series is of another level: its bar would leave no room for the others
  const [histories, inputs] = [true, false].map((is) => measured.inputs.filter((input) => (input.key === 'data.targets') === is));
  const names = inputs.map((input) => input.name);
  const made = figure('Which inputs matter',
    `By how much the mean absolute error on ${number(windows)} windows of the test span grows when an input's values are those of other windows. `
    + histories.map((input) => `With the history of ${input.name} it is ${number(100 * input.error_increase, 3)} %. `).join('')
    + 'About 0 %: the model hardly uses it, or other inputs say the same. It is no proof of cause and effect.', () => ({
      type: 'bar',
      data: {
        labels: names,
        datasets: [{ label: 'error grows by', data: inputs.map((input) => 100 * input.error_increase), unit: ' %', backgroundColor: colour('model'), maxBarThickness: 18 }],
      },
      options: {
        indexAxis: 'y',
        plugins: {
          legend: { display: false },
          tooltip: { callbacks: { label: (item) => `error grows by ${number(item.parsed.x, 3)} % (${inputs[item.dataIndex].key})` } },
        },
        scales: { x: axis('% more error', few), y: axis('', { ticks: { autoSkip: false } }) },
      },
    }), { wide: true });
  made.querySelector('.plot').style.height = `${70 + 26 * inputs.length}px`;
  section('Inputs', element('div', { class: 'charts' }, made));
}

function distribution() {
  const { from, model, naive } = data.detail.distribution;
  const percent = (shares) => shares.map((share, i) => ({ x: (from[i] + from[i + 1]) / 2, y: 100 * share }));
  return figure('Distribution of errors',
    'Share of all errors on the test span. Error: prediction minus actual value.', () => ({
      type: 'bar',
      data: {
        datasets: [
          { label: 'this model', data: percent(model), unit: ' %', backgroundColor: colour('model'), barPercentage: 1, categoryPercentage: 0.95, order: 2, pointStyle: 'rect' },
          ...(naive ? [{ ...line('naive', percent(naive), 'naive'), type: 'line', stepped: 'middle', unit: ' %', order: 1, pointStyle: 'line' }] : []),
        ],
      },
      options: {
        interaction: acrossAll,
        plugins: { tooltip: { callbacks: { title: ([item]) => `${number(from[item.dataIndex], 3)} to ${number(from[item.dataIndex + 1], 3)}` } } },
        scales: {
          x: axis(`error, ${data.detail.unit}`, { type: 'linear', min: from[0], max: from.at(-1), offset: false, grid: { offset: false }, ticks: { ...few.ticks, includeBounds: false } }),
          y: axis('% of errors'),
        },
      },
    }));
}

function errors() {
  const detail = data.detail;
  if (!detail) {
    return;
  }
  const figures = [];
  if (detail.horizon) {
    figures.push(figure('Error by horizon step', 'Mean absolute error over the test span.', () => ({
      type: 'line',
      data: {
        labels: detail.horizon.model.map((_, step) => step + 1),
        datasets: [line('this model', detail.horizon.model, 'model'), line('naive', detail.horizon.naive, 'naive')],
      },
      options: { interaction: acrossAll, scales: { x: axis('step', few), y: axis(`error, ${detail.unit}`, { beginAtZero: true }) } },
    })));
  }
  if (detail.answers) {
    const { actual, predicted } = detail.answers;
    const ends = [Math.min(...actual, ...predicted), Math.max(...actual, ...predicted)];
    figures.push(figure('Predicted and actual values', `${number(actual.length)} random sequences of the test span. Correct predictions lie on the line.`, () => ({
      type: 'scatter',
      data: {
        datasets: [
          { label: 'sequences', data: actual.map((x, i) => ({ x, y: predicted[i] })), backgroundColor: colour('model'), pointRadius: 2.5 },
          { label: 'correct', data: ends.map((end) => ({ x: end, y: end })), borderColor: colour('naive'), borderWidth: 1.5, showLine: true, pointRadius: 0 },
        ],
      },
      options: { scales: { x: axis('actual'), y: axis('predicted') } },
    })));
  }
  if (detail.recall) {
    const { model, naive, pairs } = detail.recall;
    const percent = (shares) => shares.map((share) => 100 * share);
    figures.push(figure('Right tokens among the likeliest', 'Share of the tokens of the test span that are among the k likeliest.', () => ({
      type: 'line',
      data: {
        labels: model.map((_, k) => k + 1),
        datasets: [
          line('this model', percent(model), 'model'),
          ...(pairs ? [line('what most often follows', percent(pairs), 'good')] : []),
          line('the most frequent', percent(naive), 'naive'),
        ],
      },
      options: { interaction: acrossAll, scales: { x: axis('k', few), y: axis('% of tokens', { min: 0, max: 100 }) } },
    })));
  }
  if (detail.distribution) {
    figures.push(distribution());
  }
  if (detail.levels) {
    figures.push(element('div', { class: 'card wide' }, element('h3', {}, 'Errors by level of the series'),
      table(['mean of the test span', 'series', 'WAPE', 'naive WAPE', '% better than naive'],
        detail.levels.map((level) => [`${number(level.from)} to ${number(level.to)}`, level.series, level.wape, level.naive_wape, Math.round(1000 * level.better) / 10])),
      element('p', { class: 'muted' }, 'WAPE: the sum of absolute errors over the sum of actual values.')));
    for (const [name, series] of Object.entries(detail.extremes)) {
      if (series.length) {
        figures.push(element('div', { class: 'card' }, element('h3', {}, name === 'best' ? 'Best series' : 'Worst series'),
          table(['series', 'error', 'naive', 'mean value'], series.map((one) => [one.series, one.error, one.naive, one.actual])),
          element('p', { class: 'muted' }, `Mean absolute errors beside those of the naive forecast. All series: ${detail.by_series}.`)));
      }
    }
  }
  if (figures.length) {
    section('Errors', element('div', { class: 'charts' }, ...figures));
  }
}

function confusion(classes, matrix) {
  const heat = (count, row) => {
    const share = count / Math.max(1, row.reduce((sum, value) => sum + value, 0));
    return `background: color-mix(in srgb, var(--model) ${Math.round(70 * share)}%, transparent)`;
  };
  return element('div', { class: 'scroll' }, element('table', { class: 'matrix' },
    element('thead', {}, element('tr', {}, element('th', {}, 'actual \\ predicted'),
      ...classes.map((name) => element('th', { class: 'number' }, name)))),
    element('tbody', {}, ...matrix.map((row, label) => element('tr', {}, element('th', { scope: 'row' }, classes[label]),
      ...row.map((count) => element('td', { class: 'number', style: heat(count, row) }, number(count))))))));
}

/** Largest number of confusions shown of a model with many classes. */
const CONFUSIONS = 50;

function classes() {
  if (!data.test || !data.test.classes) {
    return;
  }
  const names = data.detail.classes;
  const unit = data.test.tokens === undefined ? 'sequences' : 'tokens';
  const matrix = data.test.confusion
    ? element('div', { class: 'card' }, element('h3', {}, 'Confusion matrix'),
      element('p', { class: 'muted' }, `Number of ${unit} in the test span. Colour: share of the row.`), confusion(names, data.test.confusion))
    : element('div', { class: 'card' }, element('h3', {}, 'Most frequent confusions'),
      element('p', { class: 'muted' }, `Of ${names.length} classes; number of ${unit} in the test span.`),
      table(['actual', 'predicted', unit], data.test.most_confused.slice(0, CONFUSIONS)
        .map((cell) => [cell.actual, cell.predicted, cell.sequences])));
  section('Classes',
    element('div', { class: 'charts' },
      matrix,
      element('div', { class: 'card' }, element('h3', {}, 'Metrics by class'),
        table(['class', 'precision', 'recall', 'F1', unit], names.map((name, label) => {
          // objects list keys that are whole numbers first: look up by name
          const figures = data.test.classes[name];
          return [name, figures.precision, figures.recall, figures.f1, figures[unit]];
        })))));
  if (data.detail.examples.length) {
    section('Examples', element('p', { class: 'muted' }, 'Random sequences of the test span, misclassified ones first.'),
      element('div', { class: 'small-charts' }, ...data.detail.examples.map(example)));
  }
}

/** Phase colours, in an order that keeps neighbours distinct. */
const distinct = [1, 3, 5, 6, 4, 2];

function example(entry, place) {
  const columns = Object.entries(entry.columns);
  const title = entry.actual === entry.predicted
    ? `${entry.actual}: correct` : `${entry.actual}, predicted as ${entry.predicted}`;
  return figure(title, `probability ${number(entry.probability, 3)}, ${number(entry.length)} steps`, () => ({
    type: 'line',
    data: {
      labels: columns[0][1].map((_, step) => step + 1),
      datasets: columns.map(([name, values], i) => line(name, values, `phase-${distinct[i]}`, { borderWidth: 1.5 })),
    },
    options: {
      interaction: acrossAll,
      plugins: { legend: { display: place === 0 && columns.length > 1 } },
      scales: { x: axis('', few), y: axis('', { ticks: { maxTicksLimit: 4 } }) },
    },
  }));
}

function phases() {
  const all = data.phases;
  if (!all || !all.steps) {
    return;
  }
  const parts = [
    ['computing', (times) => times.compute_mean],
    ['waiting for the slowest task', (times) => times.compute_slowest - times.compute_mean],
    ['scheduling and sending results', (times) => times.waiting],
    ['broadcasting parameters', (times) => times.broadcast],
    ['adding gradients', (times) => times.aggregation],
    ['updating parameters', (times) => times.update],
  ];
  const epochs = data.phases_by_epoch.map((times, epoch) => [epoch + 1, times]).filter(([, times]) => times.steps > 0);
  const made = figure('Seconds per epoch', data.advice.charAt(0).toUpperCase() + data.advice.slice(1) + '.', () => ({
    type: 'bar',
    data: {
      labels: epochs.map(([epoch]) => epoch),
      datasets: parts.map(([label, seconds], i) => ({
        label, data: epochs.map(([, times]) => seconds(times)), unit: ' s', backgroundColor: colour(`phase-${i + 1}`), pointStyle: 'rect',
      })),
    },
    options: {
      interaction: acrossAll,
      scales: { x: axis('epoch', { stacked: true, ...few }), y: axis('seconds', { stacked: true }) },
    },
  }), { wide: true });
  section('Training time', element('div', { class: 'charts' }, made,
    element('div', { class: 'card wide' }, table(['phase', 'seconds', '% of total'],
      parts.map(([label, seconds]) => [label, seconds(all), Math.round(1000 * seconds(all) / all.total) / 10])),
    element('p', { class: 'muted' }, `${number(all.steps)} steps${since ? ` since the run resumed after step ${number(since)}` : ''}, train.execution = ${data.execution}. `
      + (data.execution === 'single' ? '' : `${number(all.bytes_per_step)} bytes are sent per step. `) + `The cores spent ${number(100 * all.parallel_efficiency, 3)} % of their time computing.`))));
}

function profile() {
  const children = [element('div', { class: data.data.classes && Object.keys(data.data.classes).length ? 'card' : 'card wide' }, pairs(Object.entries(data.data.facts)))];
  const classes = Object.entries(data.data.classes || {});
  if (classes.length) {
    children.push(element('div', { class: 'card' }, table(['class', 'train', 'validation', 'test'],
      classes.map(([name, counts]) => [name, counts.train, counts.validation, counts.test]))));
  }
  // tokens are no numbers
  if (data.data.columns.length) {
    children.push(element('div', { class: 'card wide' }, table(['column', 'min', 'max', 'mean', 'std', 'missing'],
      data.data.columns.map((column) => [column.name, column.smallest, column.largest, column.mean, column.deviation, column.missing])),
      element('p', { class: 'muted' }, 'Mean and standard deviation are those of the train span.')));
  }
  section('Data', element('div', { class: 'charts' }, ...children));
}

function configuration() {
  const entries = Object.entries(data.configuration);
  const chosen = entries.filter(([, entry]) => !entry.default).map(([key, entry]) => [key, entry.value]);
  const others = entries.filter(([, entry]) => entry.default).map(([key, entry]) => [key, entry.value]);
  section('Configuration', element('div', { class: 'card' }, pairs(chosen),
    element('details', {}, element('summary', {}, `${others.length} keys with default values`), pairs(others))));
}

function provenance() {
  const entries = Object.entries(data.provenance).map(([name, value]) => [words(name), value]);
  if (data.weights_sha256) {
    entries.push(['weights SHA-256', data.weights_sha256]);
  }
  section('Provenance', element('div', { class: 'card' }, pairs(entries)));
}

head();
training();
forecasts();
classes();
errors();
importance();
phases();
profile();
configuration();
provenance();
drawAll();
