// Earlier layouts of a judgement and the way to the next one. Pure; the schema of today proves what comes out.

type Fields = Record<string, unknown>;

/**
 * From the first layout, where a judgement had the fields of every task, most of them empty (`classes: []`, `residuals: null`),
 * to the one by kind with metrics by name.
 */
export function migrateFlatJudgement(flat: Fields): Fields {
  if ('kind' in flat) return flat; // of the layout by kind already
  const { classes, threshold, confusion, roc, precisionRecall, calibration, residuals, ...common } = flat;
  const splits = Object.fromEntries(
    ['train', 'validation', 'test'].map((name) => [name, migrateSplit(common[name])]),
  );
  const block =
    residuals === null
      ? { kind: 'classification', classes, threshold, confusion, roc, precisionRecall, calibration }
      : { kind: 'regression', residuals };
  return { ...common, ...splits, ...block };
}

function migrateSplit(split: unknown): unknown {
  if (typeof split !== 'object' || split === null) return split;
  const { class: ofClasses, regression, ...rest } = split as Fields;
  return { ...rest, metrics: ofClasses ?? regression ?? {} };
}

/** From the layout without a comparison: whether that model was better than its baseline was not found out. */
export function migrateUncompared(judgement: Fields): Fields {
  return { comparison: null, ...judgement };
}
