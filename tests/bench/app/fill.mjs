// A store with one project of any size, written as the first layout of the store had it: the app brings it to its own. Records are as
// large as real ones: 30 epochs, a net of four layers, curves of 100 points, 60 slices.

/** Runs in the page, before the app opened its store. Returns the project's id. */
export async function fillStore({ runs, snapshots, name, epochs = 30, runColumns = null }) {
  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const tables = {
    projects: ['id'],
    datasets: ['id', 'projectId'],
    partitions: ['id', 'projectId', ['projectId', 'sha256']],
    runs: ['id', 'projectId', 'status'],
    checkpoints: ['id', ['runId', 'generation']],
    judgements: ['id', 'projectId', 'runId'],
    versions: ['id', 'projectId', 'runId'],
    versionFacts: ['versionId', 'projectId'],
    promotions: ['id', 'projectId'],
    tasks: ['id', 'projectId'],
    reviews: ['id', 'projectId'],
    snapshots: ['id', 'projectId'],
    device: ['key'],
    chunks: ['sha256'],
    references: [['owner', 'sha256'], 'owner', 'sha256'],
  };
  const opening = indexedDB.open('hearth', 10);
  opening.onupgradeneeded = () => {
    for (const [table, [key, ...indices]] of Object.entries(tables)) {
      const store = opening.result.createObjectStore(table, { keyPath: key });
      for (const path of indices) store.createIndex(Array.isArray(path) ? `[${path.join('+')}]` : path, path);
    }
  };
  const database = await answer(opening);

  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let made = 0;
  /** A ULID; later ones sort after earlier ones. */
  const id = () => {
    made += 1;
    let text = '';
    for (let left = made, place = 0; place < 16; place += 1, left = Math.floor(left / 32))
      text = digits[left % 32] + text;
    return `01HB000000${text}`;
  };
  const hash = (seed) =>
    Array.from({ length: 64 }, (_, at) => ((seed * 31 + at * 7) % 16).toString(16)).join('');
  const now = Date.now();
  const projectId = id();
  const columnNames = Array.from({ length: 16 }, (_, at) => `feature ${at + 1}`);
  const classes = ['no', 'yes'];
  const column = (columnName) => ({ name: columnName, type: 'number', categories: [], shape: null });
  const dataset = {
    ...{ id: id(), projectId, name: 'loans.csv', kind: 'table', rows: 5000, groups: [], sha256: hash(1) },
    columns: [
      ...columnNames.map(column),
      { name: 'target', type: 'category', categories: classes, shape: null },
    ],
    source: {
      ...{ kind: 'file', name: 'loans.csv', bytes: 1, encoding: 'utf-8', delimiter: ',' },
      ...{ synthetic: false, licence: '', origin: '' },
    },
    lineage: { parent: null, transforms: [] },
    profiles: [
      ...columnNames.map((columnName) => ({
        ...{ name: columnName, missing: 3, distinct: 900, top: [] },
        number: {
          ...{ min: 0, max: 1, mean: 0.5, stdDev: 0.2, q25: 0.2, median: 0.5, q75: 0.8 },
          histogram: {
            edges: Array.from({ length: 41 }, (_, at) => at / 40),
            counts: Array.from({ length: 40 }, (_, at) => at),
          },
        },
      })),
      {
        name: 'target',
        missing: 0,
        distinct: 2,
        number: null,
        top: [
          { value: 'no', count: 4000 },
          { value: 'yes', count: 1000 },
        ],
      },
    ],
    ...{ notices: [], noticeCount: 0, duplicateRows: 0, readMs: 10, createdAt: now },
  };
  const split = { kind: 'stratified', train: 0.7, validation: 0.1, test: 0.2, seed: 1 };
  const preprocessing = {
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode: 'one-hot', maxCategories: 50 },
    image: { scale: 'unit' },
  };
  const recipe = (seed) => ({
    ...{ format: 1, dataset: { id: dataset.id, sha256: dataset.sha256 }, task: 'binary', target: 'target' },
    ...{ features: columnNames, split, preprocessing, loss: 'cross-entropy' },
    model: {
      family: 'dense',
      layers: [
        { kind: 'dense', units: 32 + (seed % 64), activation: 'relu' },
        { kind: 'dropout', rate: 0.2 },
        { kind: 'dense', units: 16, activation: 'relu' },
        { kind: 'batchNorm' },
      ],
    },
    optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    ...{
      schedule: { kind: 'constant' },
      regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
      clipNorm: null,
    },
    ...{ batchSize: 64, epochs: 30, earlyStopping: null, seed: seed + 1 },
  });
  const project = {
    ...{ id: projectId, name, scenarioId: null, stage: 'explore' },
    goals: {
      ...{ scenario: 'Which loans are paid back', stakeholders: [], needs: [], judgements: {} },
      requirements: [{ id: id(), text: '', metric: 'auc', operator: '≥', threshold: 0.8, priority: 'must' }],
      budgets: { modelBytes: 1_000_000, latencyMs: 10, memoryMb: 100 },
    },
    plan: { backend: 'wasm', decisions: [] },
    data: {
      ...{ datasetId: dataset.id, target: 'target', task: 'binary', split, preprocessing },
      roles: { ...Object.fromEntries(columnNames.map((each) => [each, 'feature'])), target: 'target' },
      accountability: { licence: 'own', consent: '', source: 'bank', retention: '' },
    },
    draft: recipe(0),
    team: {
      ...{ members: [], actingId: null },
      accountable: Object.fromEntries(
        ['goals', 'architecture', 'data', 'model', 'deploy', 'team', 'evaluate'].map((step) => [step, null]),
      ),
    },
    ...{ ratings: {}, notApplicable: {}, revision: 1, createdAt: now, updatedAt: now },
    ...(runColumns ? { runColumns } : {}),
  };

  const artifact = (number) => ({
    weights: [{ sha256: hash(number), bytes: 8000 }],
    tensors: Array.from({ length: 8 }, (_, at) => ({
      ...{ name: `layer-${at}/kernel`, shape: [16, 32], dtype: 'float32', offset: at * 2048 },
    })),
    ...{ bytes: 16_384, sha256: hash(number + 3) },
    preprocessing: {
      features: columnNames.map((each) => ({
        ...{
          kind: 'number',
          column: each,
          impute: 0.5,
          shift: 0.5,
          scale: 0.2,
          missingIndicator: true,
          min: 0,
          max: 1,
        },
      })),
      target: { kind: 'classes', column: 'target', classes },
      inputShape: [32],
    },
  });
  /** Falls, and the longer ones are noisy. */
  const loss = (number, at) =>
    epochs <= 30
      ? 0.5 - at / 100
      : 0.5 / (1 + (at * (1 + (number % 7))) / 4000) + 0.03 * Math.sin(at * 12.9898 * number);
  const run = (number) => ({
    ...{
      id: id(),
      projectId,
      number,
      role: number === 1 ? 'baseline' : 'model',
      label: '',
      recipe: recipe(number),
    },
    ...{
      recipeSha256: hash(number),
      partitionSha256: hash(5),
      backend: 'wasm',
      backendReason: 'chosen_by_person',
    },
    ...{ appVersion: '0.5.0', status: 'done', startedAt: now, endedAt: now, step: 1650, stepsPerEpoch: 55 },
    ...{
      stepPath: { kind: 'operations', reason: 'backend' },
      parameters: 4096,
      metric: 'auc',
      bestEpoch: 25,
    },
    history: Array.from({ length: epochs }, (_, at) => ({
      ...{
        epoch: at + 1,
        step: 55 * (at + 1),
        trainLoss: loss(number, at),
        trainMetric: 0.7 + at / (5 * epochs),
      },
      ...{
        validationLoss: 0.02 + loss(number, at),
        validationMetric: 0.69 + at / (5 * epochs),
        learningRate: 0.001,
        seconds: 0.25,
      },
    })),
    ...{
      msPerStep: 4.5,
      peakMemoryBytes: 2_000_000,
      secondsTrained: 7.5,
      notices: [],
      fault: null,
      task: 'binary',
    },
    artifact: artifact(number),
  });
  const metrics = (auc) => ({
    rows: 1000,
    class: {
      ...{ accuracy: 0.85, precision: 0.7, recall: 0.6, f1: 0.65, auc, prAuc: 0.7, logLoss: 0.4 },
      ...{ brier: 0.12, brierSkill: 0.3, ece: 0.05 },
    },
    regression: null,
  });
  const curve = () => ({
    x: Array.from({ length: 100 }, (_, at) => at / 99),
    y: Array.from({ length: 100 }, (_, at) => Math.sqrt(at / 99)),
  });
  const judgement = (of) => ({
    ...{
      id: id(),
      projectId,
      runId: of.id,
      artifactSha256: of.artifact.sha256,
      datasetSha256: dataset.sha256,
    },
    ...{ partitionSha256: of.partitionSha256, train: metrics(0.91), validation: metrics(0.89) },
    ...{
      test: metrics(0.7 + ((of.number * 37) % 200) / 1000),
      primary: 'auc',
      interval: [0.85, 0.91],
      classes,
    },
    ...{
      threshold: 0.4,
      confusion: [
        [700, 100],
        [80, 120],
      ],
      roc: curve(),
      precisionRecall: curve(),
    },
    calibration: Array.from({ length: 10 }, (_, at) => ({
      confidence: at / 10,
      accuracy: at / 10,
      count: 100,
    })),
    residuals: null,
    slices: Array.from({ length: 60 }, (_, at) => ({
      ...{ column: columnNames[at % 16], value: `[${at}, ${at + 1})`, rows: 100, score: 0.8 + at / 1000 },
    })),
    ...{ predictions: { sha256: hash(9), bytes: 16_000 }, testRows: 1000, outputs: 2, takenAt: now },
  });
  const snapshot = (at) => ({
    ...{ id: id(), projectId, catalogueVersion: 1 },
    readings: Array.from({ length: 60 }, (_, which) => ({
      ...{ id: `M${which}a`, raw: 0.8, n: 1000, state: 'measured', score: 0.8 },
      evidence: Array.from({ length: which === 0 ? Math.ceil((runs * at) / snapshots) : 2 }, () => ({
        ...{ table: 'runs', id: projectId, sha256: hash(1) },
      })),
      ...{ takenAt: now, by: 'app', catalogueVersion: 1 },
    })),
    dimensions: ['architecture', 'data', 'model', 'deployment', 'team'].map((dimension) => ({
      ...{ dimension, weight: 0.2, score: 0.6, interval: [0.4, 0.8], coverage: 0.7 },
    })),
    ...{ headline: null, interval: [0.4, 0.8], provisional: 0.5 + at / 1000, coverage: 0.7, geometric: 0.5 },
    ...{ imbalanced: false, weakest: 'team', vetoes: [], actions: [], sha256: hash(at), takenAt: now + at },
  });

  const put = async (table, records) => {
    const transaction = database.transaction(table, 'readwrite');
    for (const record of records) transaction.objectStore(table).put(record);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  };
  const allRuns = Array.from({ length: runs }, (_, at) => run(at + 1));
  await put('projects', [project]);
  await put('datasets', [dataset]);
  await put('runs', allRuns);
  await put('judgements', allRuns.map(judgement));
  await put(
    'snapshots',
    Array.from({ length: snapshots }, (_, at) => snapshot(at + 1)),
  );
  database.close();
  return projectId;
}
