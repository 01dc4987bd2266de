#!/usr/bin/env node
// Reference cases from TensorFlow.js: Keras' losses (tfjs-layers) and TensorFlow 1's tf.losses (tfjs-core).
//
//     mkdir /tmp/tfjs && cd /tmp/tfjs && npm install @tensorflow/tfjs@4.22.0
//     cp CHECKOUT/tests/oracle/tensorflowjs.mjs . && node tensorflowjs.mjs > CHECKOUT/tests/oracle/tensorflowjs.jsonl
//
// (node looks for packages in the script's folder and above, hence the copy).
//
// CPU backend, so every tensor is float32 and every operation is done in double and rounded: the machine the float32
// lessons imitate. Losses of tfjs-layers are called through tf.metrics, and those that are not there through a model
// that does nothing (compile, evaluate). The exact value of each number, worked out here in double, serves only
// to measure how far TensorFlow.js is from it, which is what a case is loosened by (README.md).

import * as tf from '@tensorflow/tfjs';

const SEED = 20240303;
const ULPS32 = 2;
const EPSILON = 1e-7;
const NAME = 'TensorFlow.js';

// Numbers

let state = SEED;

// mulberry32, by Tommy Ettinger (public domain)
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const f = Math.fround;
const sum = (values) => values.reduce((a, b) => a + b, 0);
const size = (shape) => shape.reduce((a, b) => a * b, 1);
const round = (value, places) => Number(value.toFixed(places));

function array(shape, next) {
  return shape.length === 0 ? next() : Array.from({length: shape[0]}, () => array(shape.slice(1), next));
}

function flat(values) {
  return Array.isArray(values) ? values.flat(Infinity) : [values];
}

function unit32(value) {
  value = Math.abs(value);
  if (value < 2 ** -126) {
    return 2 ** -149;
  }
  let exponent = Math.floor(Math.log2(value));
  exponent -= 2 ** exponent > value ? 1 : 0;
  return 2 ** (exponent - 23);
}

// Text

function jsonNumber(value) {
  return Number.isFinite(value) ? value : String(value);
}

function yaml(value) {
  if (Array.isArray(value)) {
    return '[' + value.map(yaml).join(', ') + ']';
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  return Number.isNaN(value) ? 'nan' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

function lessonText(title, keys) {
  const lines = Object.entries(keys).filter(([, value]) => value !== undefined);
  const text = lines.map(([key, value]) => `${key}: ${yaml(value)}`);
  return ['---', 'format: 1', `title: ${title}`, ...text, '---', ''].join('\n');
}

const seen = new Set();

// How far beyond the standard a number may be: TensorFlow.js' own error, where it is more than half of the standard;
// and one unit in the last place of its scale (README.md).
function allowance(value, right, scale) {
  const error = Math.abs(value - right);
  if (!Number.isFinite(error)) {
    return {own: 0, cancelled: 0};
  }
  const limit = (ULPS32 / 2) * unit32(right);
  return {
    own: error > limit ? error : 0,
    cancelled: scale > Math.abs(right) && unit32(scale) > 2 * limit ? unit32(scale) : 0,
  };
}

// expect: {quantity: numbers from TensorFlow.js}; truth: the same from double arithmetic; scale: what was rounded on
// the way to them.
function add(id, keys, expect, truth, reason, scale = {}) {
  if (seen.has(id)) {
    throw new Error(`twice: ${id}`);
  }
  seen.add(id);
  const item = {id, lesson: lessonText(id, {...keys, dtype: 'float32'}), expect: {}, relative: 0, ulps32: ULPS32};
  const loosened = {};
  const causes = new Set();
  for (const [what, values] of Object.entries(expect)) {
    const got = flat(values);
    const right = flat(truth[what]);
    item.expect[what] = what === 'loss' ? jsonNumber(got[0]) : got.map(jsonNumber);
    got.forEach((value, i) => {
      const {own, cancelled} = allowance(value, right[i], scale[what]?.[i] ?? 0);
      if (own + cancelled > 0) {
        loosened[what] = {...loosened[what], [i]: Number(((own + cancelled) * 1.05).toPrecision(2))};
        causes.add(own > 0 ? `${NAME}'s own error` : 'cancellation');
        causes.add(cancelled > 0 ? 'cancellation' : `${NAME}'s own error`);
      }
    });
  }
  if (causes.size > 0) {
    item.loosened = loosened;
    item.why = `${[...causes].sort().join(' and ')}: ${reason}`;
  }
  console.log(JSON.stringify(item));
}

// Inputs

const SHAPES = {'1d': [4], '2d': [3, 4], '3d': [2, 3, 3], '4d': [2, 2, 2, 3]};

const scores = (shape, scale = 4) => array(shape, () => round((random() * 2 - 1) * scale, 2));
const bits = (shape) => array(shape, () => (random() < 0.5 ? 0 : 1));
const shares = (shape) => array(shape, () => round(0.01 + 0.98 * random(), 3));
const weightsOf = (shape) => array(shape, () => (random() < 0.25 ? 0 : round(0.1 + 2 * random(), 2)));

// Rows along the last axis, each made by row(count).
function rows(shape, row) {
  return shape.length === 1 ? row(shape[0]) : Array.from({length: shape[0]}, () => rows(shape.slice(1), row));
}

function normalizedRow(count) {
  const raw = Array.from({length: count}, () => 0.05 + random());
  const total = sum(raw);
  return raw.map((value) => round(value / total, 3));
}

const unnormalizedRow = (count) => Array.from({length: count}, () => round(0.05 + random(), 2));

function oneHotRow(count) {
  const at = Math.floor(random() * count);
  return Array.from({length: count}, (_, c) => (c === at ? 1 : 0));
}

// In double, on the numbers as float32 keeps them

const kept = (values) => (Array.isArray(values) ? values.map(kept) : f(values));

function rowsOf(values) {
  return Array.isArray(values[0]) ? values.flatMap(rowsOf) : [values];
}

function logSoftmax(row) {
  const max = Math.max(...row);
  const total = Math.log(sum(row.map((z) => Math.exp(z - max))));
  return row.map((z) => z - max - total);
}

const clip = (p, low, high) => Math.min(Math.max(p, low), high);

// Like the program: a probability is clipped to numbers that float32 has.
const clipped = (p) => clip(p, f(EPSILON), f(1 - f(EPSILON)));

const mean = (values) => sum(values) / values.length;

// Keras' losses

// Once with reduction none, once with mean.
function addBoth(id, keys, losses, loss, truth, reason, scale) {
  const sizes = scale && {per_sample: scale, loss: [mean(scale)]};
  add(`${id} none`, {...keys, reduction: 'none'}, {per_sample: losses}, {per_sample: truth}, reason, sizes);
  const right = {loss: mean(truth), per_sample: truth};
  add(`${id} mean`, {...keys, reduction: 'mean'}, {loss, per_sample: losses}, right, reason, sizes);
}

function layersCase(id, keys, each, truth, reason, scale) {
  addBoth(id, keys, Array.from(each.dataSync()), tf.mean(each).dataSync()[0], truth, reason, scale);
}

// Loss functions that tf.metrics does not have, by a model of one layer that changes nothing.
function evaluate(loss, targets, scoresOf) {
  const layer = tf.layers.activation({activation: 'linear', inputShape: [scoresOf[0].length]});
  const model = tf.sequential({layers: [layer]});
  model.compile({loss, optimizer: 'sgd'});
  return model.evaluate(tf.tensor(scoresOf), tf.tensor(targets), {batchSize: scoresOf.length}).dataSync()[0];
}

function evaluateCase(id, keys, loss, probs, targets, truth, reason, scale) {
  const losses = probs.map((row, i) => evaluate(loss, [targets[i]], [row]));
  addBoth(id, keys, losses, evaluate(loss, targets, probs), truth, reason, scale);
}

function categorical(id, probs, targets, rules) {
  const each = tf.metrics.categoricalCrossentropy(tf.tensor(targets), tf.tensor(probs));
  const answers = rowsOf(kept(targets));
  const truth = rowsOf(kept(probs)).map((row, i) => {
    const total = sum(row);
    return -sum(row.map((p, c) => answers[i][c] * Math.log(clipped(p / total))));
  });
  const keys = {loss: 'cross_entropy', probs, targets, rules};
  layersCase(`${rules} categorical ${id}`, keys, each, truth, 'p / sum is rounded before the logarithm');
}

// TensorFlow.js clips, divides by the class sum, and clips again: tf-keras' rule but for the last step, which
// changes nothing where no class is certain.
function sparse(id, probs, labels) {
  const answers = flat(labels);
  const truth = rowsOf(kept(probs)).map((row, i) => {
    const safe = row.map(clipped);
    return -Math.log(safe[answers[i]] / sum(safe));
  });
  const keys = {loss: 'cross_entropy', probs, labels, rules: 'tf_keras'};
  const column = answers.map((label) => [label]);
  evaluateCase(`tf_keras sparse ${id}`, keys, 'sparseCategoricalCrossentropy', rowsOf(probs), column, truth,
    'p / sum is rounded before the logarithm');
}

function binary(id, probs, targets) {
  const each = tf.metrics.binaryCrossentropy(tf.tensor(targets), tf.tensor(probs));
  const answers = rowsOf(kept(targets));
  const entropy = (p, y) => -(y * Math.log(p) + (1 - y) * Math.log(1 - p));
  const truth = rowsOf(kept(probs)).map((row, i) =>
    mean(row.map((p, c) => entropy(clipped(p), answers[i][c]))));
  const keys = {loss: 'binary_cross_entropy', probs, targets, rules: 'keras'};
  const scale = rowsOf(kept(probs)).map((row, i) => mean(row.map((p, c) => 1 - answers[i][c])));
  layersCase(`keras binary ${id}`, keys, each, truth,
    '1 - p is rounded; it goes back to logits, log(p / (1 - p)), and from there to the loss', scale);
}

function kullbackLeibler(id, probs, targets) {
  const clipOne = (p) => clip(p, f(EPSILON), 1);
  const answers = kept(targets);
  const term = (p, t) => t * Math.log(clipOne(t) / clipOne(p));
  const truth = kept(probs).map((row, i) => sum(row.map((p, c) => term(p, answers[i][c]))));
  const scale = kept(probs).map((row, i) => sum(row.map((p, c) => -answers[i][c] * Math.log(clipOne(p)))));
  const keys = {loss: 'kl_divergence', probs, targets, rules: 'keras'};
  evaluateCase(`keras kl ${id}`, keys, 'kullbackLeiblerDivergence', probs, targets, truth, 'the terms cancel', scale);
}

function kerasCases() {
  for (const [at, shape] of Object.entries(SHAPES)) {
    const outer = shape.slice(0, -1);
    const classes = shape[shape.length - 1];
    for (const rules of ['keras', 'tf_keras']) {
      categorical(`one-hot ${at}`, rows(shape, normalizedRow), rows(shape, oneHotRow), rules);
      categorical(`soft ${at}`, rows(shape, normalizedRow), rows(shape, normalizedRow), rules);
      categorical(`not normalized ${at}`, rows(shape, unnormalizedRow), rows(shape, oneHotRow), rules);
    }
    const labels = () => array(outer, () => Math.floor(random() * classes));
    if (shape.length > 1) {
      sparse(at, rows(shape, normalizedRow), labels());
      const belowOne = (count) => unnormalizedRow(count).map((p) => round(p / 1.2, 3));
      sparse(`not normalized ${at}`, rows(shape, belowOne), labels());
    }
    binary(at, shares(shape), bits(shape));
    binary(`soft ${at}`, shares(shape), shares(shape));
  }
  const certain = [[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [0, 0.25, 0.75]];
  for (const rules of ['keras', 'tf_keras']) {
    categorical('right and certain', certain, [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]], rules);
    categorical('wrong and certain', certain, [[0, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 0]], rules);
    categorical('all zero row', [[0, 0, 0], [0.5, 0.25, 0.25]], [[1, 0, 0], [0, 1, 0]], rules);
  }
  sparse('right and certain', certain, [0, 1, 1, 2]);
  sparse('wrong and certain', certain, [1, 0, 2, 0]);
  sparse('all zero row', [[0, 0, 0], [0.5, 0.25, 0.25]], [0, 1]);
  binary('certain', [[0, 1, 0.5], [1, 0, 1]], [[0, 1, 1], [0, 1, 1]]);
  binary('nearly certain', [[1e-6, 1 - 1e-6, 1e-9]], [[0, 1, 0]]);
  for (const count of [2, 3, 5]) {
    kullbackLeibler(`${count} classes`, rows([4, count], normalizedRow), rows([4, count], normalizedRow));
  }
  kullbackLeibler('certain', [[1, 0, 0.5], [0, 0.5, 0.5]], [[0.5, 0.25, 0.25], [0.25, 0.5, 0.25]]);
}

// TensorFlow 1's tf.losses

const REDUCTIONS = {
  none: tf.Reduction.NONE,
  sum: tf.Reduction.SUM,
  mean: tf.Reduction.MEAN,
  sum_by_nonzero_weights: tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
};

// What a lesson says for MEAN: TensorFlow.js divides by the sum of the weights.
function reductionKey(name, weights) {
  return name === 'mean' && weights !== undefined ? 'weighted_mean' : name;
}

function reduce(name, entries, weights) {
  const all = sum(entries);
  const by = weights === undefined ? entries.map(() => 1) : flat(kept(weights));
  const divisor = {none: 1, sum: 1, mean: sum(by), sum_by_nonzero_weights: by.filter((w) => w !== 0).length}[name];
  return {loss: all / divisor, divisor};
}

// call(reduction) gives the tensor; entries are the exact losses before weights, scale their scales.
function tf1Case(id, keys, call, entries, weights, reason, scale, gradient) {
  const by = weights === undefined ? entries.map(() => 1) : flat(kept(weights));
  const weighted = entries.map((value, i) => value * by[i]);
  for (const [name, reduction] of Object.entries(REDUCTIONS)) {
    const {loss, divisor} = reduce(name, weighted, weights);
    const expect = {per_sample: Array.from(call(tf.Reduction.NONE).dataSync())};
    const truth = {per_sample: weighted};
    const scales = {per_sample: scale.map((value, i) => value * by[i])};
    if (name !== 'none') {
      expect.loss = call(reduction).dataSync()[0];
      truth.loss = loss;
    }
    if (gradient !== undefined) {
      expect.gradient = Array.from(gradient.call(reduction).dataSync());
      const width = gradient.truth.length / by.length;
      const chained = (g, i) => (g * by[Math.floor(i / width)]) / divisor;
      truth.gradient = gradient.truth.map(chained);
      scales.gradient = gradient.scale.map(chained);
    }
    const more = {rules: 'tf1', sample_weights: weights, reduction: reductionKey(name, weights)};
    more.gradient = gradient === undefined ? undefined : true;
    add(`tf1 ${id} ${name}`, {...keys, ...more}, expect, truth, reason, scales);
  }
}

const smoothedBy = (target, smoothing, count) => target * (1 - smoothing) + smoothing / count;

function softmaxCase(id, logits, targets, weights, smoothing) {
  const shape = tf.tensor(logits).shape;
  const count = shape[shape.length - 1];
  const given = tf.tensor(targets);
  const lossOf = (z, reduction) => tf.losses.softmaxCrossEntropy(given, z, weights, smoothing, reduction);
  const call = (reduction) => lossOf(tf.tensor(logits), reduction);
  const y = rowsOf(kept(targets)).map((row) => row.map((t) => smoothedBy(t, smoothing ?? 0, count)));
  const logs = rowsOf(kept(logits)).map(logSoftmax);
  const entries = logs.map((row, i) => -sum(row.map((l, c) => y[i][c] * l)));
  const gradient = {
    call: (reduction) => tf.grad((z) => tf.sum(lossOf(z, reduction)))(tf.tensor(logits)),
    truth: logs.flatMap((row, i) => row.map((l, c) => Math.exp(l) - y[i][c])),
    scale: logs.flatMap((row, i) => row.map((l, c) => Math.max(Math.exp(l) * (1 - l), y[i][c]))),
  };
  const keys = {loss: 'cross_entropy', logits, targets, label_smoothing: smoothing};
  tf1Case(`softmax ${id}`, keys, call, entries, weights,
    'a small loss is log(1 + rest); a small gradient is p - y with p = exp(log p) rounded', entries.map(() => 1), gradient);
}

function sigmoidCase(id, logits, targets, weights, smoothing) {
  const given = tf.tensor(targets);
  const lossOf = (x, reduction) => tf.losses.sigmoidCrossEntropy(given, x, weights, smoothing, reduction);
  const call = (reduction) => lossOf(tf.tensor(logits), reduction);
  const y = flat(kept(targets)).map((t) => smoothedBy(t, smoothing ?? 0, 2));
  const z = flat(kept(logits));
  const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const entries = z.map((x, i) => y[i] * softplus(-x) + (1 - y[i]) * softplus(x));
  const gradient = {
    call: (reduction) => tf.grad((x) => tf.sum(lossOf(x, reduction)))(tf.tensor(logits)),
    truth: z.map((x, i) => (1 - y[i]) / (1 + Math.exp(-x)) - y[i] / (1 + Math.exp(x))),
    scale: z.map((x, i) => (y[i] === 0 || y[i] === 1 ? 0 : Math.max(1 / (1 + Math.exp(-x)), y[i]))),
  };
  const keys = {loss: 'binary_cross_entropy', logits, targets, label_smoothing: smoothing};
  tf1Case(`sigmoid ${id}`, keys, call, entries, weights,
    'it takes max(z, 0) - z y + log1p(exp(-|z|)); a small gradient is p - y', entries.map(() => 0), gradient);
}

// `inside`: f where it is the point that the sum in the logarithm is a float32.
function logLossCase(id, probs, targets, weights, inside) {
  const held = inside ?? ((x) => x);
  const call = (reduction) => tf.losses.logLoss(tf.tensor(targets), tf.tensor(probs), weights, EPSILON, reduction);
  const y = flat(kept(targets));
  const e = f(EPSILON);
  const entries = flat(kept(probs)).map((p, i) =>
    -(y[i] * Math.log(held(p + e)) + (1 - y[i]) * Math.log(held(held(1 - p) + e))));
  const keys = {loss: 'binary_cross_entropy', probs, targets};
  tf1Case(`log_loss ${id}`, keys, call, entries, weights, 'p + 1e-7 and 1 - p are rounded before the logarithm',
    entries.map(() => (inside === undefined ? 1 : 0)));
}

function tf1Cases() {
  for (const at of ['2d', '3d', '4d']) {
    const shape = SHAPES[at];
    const outer = shape.slice(0, -1);
    softmaxCase(`one-hot ${at}`, scores(shape), rows(shape, oneHotRow));
    softmaxCase(`one-hot weighted ${at}`, scores(shape), rows(shape, oneHotRow), weightsOf(outer));
    sigmoidCase(`weighted ${at}`, scores(shape), bits(shape), weightsOf(shape));
    logLossCase(`weighted ${at}`, shares(shape), bits(shape), weightsOf(shape));
  }
  softmaxCase('smoothed', scores([3, 4]), rows([3, 4], oneHotRow), undefined, 0.1);
  softmaxCase('smoothed weighted', scores([3, 4]), rows([3, 4], oneHotRow), [2, 0, 0.5], 0.3);
  softmaxCase('far apart', [[30, 0, -30], [100, 100, 0]], [[0, 1, 0], [0, 1, 0]]);
  softmaxCase('1000', [[1000, 0, 0], [-1000, 0, 0]], [[0, 1, 0], [1, 0, 0]]);
  softmaxCase('1e30', [[1e30, 0, 0], [-1e30, 0, 0]], [[0, 1, 0], [0, 1, 0]]);
  sigmoidCase('1d', scores([5]), bits([5]));
  sigmoidCase('soft', scores([2, 3]), shares([2, 3]));
  sigmoidCase('smoothed', scores([2, 3]), bits([2, 3]), undefined, 0.2);
  sigmoidCase('far', [[-40, 40, -1000, 1000], [40, -40, 1e30, -1e30]], [[0, 1, 0, 1], [0, 1, 0, 1]]);
  logLossCase('1d', shares([5]), bits([5]));
  logLossCase('certain', [[0, 1, 0, 1]], [[0, 1, 1, 0]]);
  for (const target of [0, 1]) {
    const near = [1, 1 - 1e-8, 1 - 1e-7, 1 - 3e-7, 1 - 1e-6, 1 - 1e-5, 1 - 1e-4, 0, 1e-8, 1e-7, 3e-7, 1e-6, 1e-5];
    const random32 = array([8], () => 1 - 10 ** (-2 - 5 * random()));
    const probs = [...near, ...random32];
    logLossCase(`near the ends, target ${target}`, probs, probs.map(() => target), undefined, f);
  }
  const ends = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity, 1];
  sigmoidCase('infinite', ends, [0, 0.75, 1, 0, 0.75, 1, 1]);
}

const versions = {node: process.version, '@tensorflow/tfjs': tf.version.tfjs};
await tf.setBackend('cpu');
console.log(JSON.stringify({made_by: 'tests/oracle/tensorflowjs.mjs', seed: SEED, versions}));
kerasCases();
tf1Cases();
