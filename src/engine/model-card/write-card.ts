// The words of a model card (Mitchell et al. 2019): what is computed from records, and what they suggest for the fields that people write.
// Empty where nothing is recorded.
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import { comparableMetrics, type Judgement } from '../../contract/model/judgement';
import type { Project } from '../../contract/project/project';
import type { Run } from '../../contract/model/run';
import type { ComputedCard, WrittenCard } from '../../contract/release/card';
import type { ModelVersion } from '../../contract/release/version';
import { standOf } from '../../domain/choice/proposal';
import { metricOf } from '../../domain/current-model';
import { findMetric, listedMetrics } from '../../domain/metrics/registry';
import { coefficientsText } from './coefficients-text';
import { cardTexts, type CardLocale, type CardTexts } from './texts';

/** The records that a card is computed from. */
export interface CardRecords {
  dataset: DatasetVersion;
  partition: Partition;
  run: Run;
  judgement: Judgement;
  /** Judgement of the baseline on the same rows, if there is one. */
  baseline: Judgement | null;
  /** What the project said of its data when the version was registered. */
  stated: ModelVersion['stated'];
}

/** How many slices a card names. */
export const slicesShown = 5;

/** The computed fields in a language of the app. */
export function computeCard(records: CardRecords, locale: CardLocale): ComputedCard {
  const texts = cardTexts[locale];
  const format = formats(locale);
  return {
    trainingData: trainingDataOf(records, texts, format, locale),
    evaluationData: join(locale, [
      texts.evaluationData(format.count(records.partition.counts.test)),
      texts.hash(records.partition.sha256),
    ]),
    metrics: metricsOf(records, texts, format, locale),
    factors: factorsOf(records.judgement, texts, format, locale),
    findings: findingsOf(records, texts, format, locale),
  };
}

/** What people may start from: nobody has signed for it. */
export function suggestCard(
  project: Project,
  recipe: Pick<Run['recipe'], 'target' | 'features'>,
  locale: CardLocale,
): WrittenCard {
  const texts = cardTexts[locale];
  return {
    purpose: project.goals.scenario.trim(),
    users: usersOf(project, texts),
    outOfScope: texts.outOfScope(recipe.target),
    limitations: '',
    ethics: ethicsOf(project, recipe, texts),
    contact: contactOf(project),
  };
}

type Formats = ReturnType<typeof formats>;

function formats(locale: CardLocale) {
  const counts = new Intl.NumberFormat(locale);
  const scores = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 });
  const differences = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 3,
    signDisplay: 'exceptZero',
  });
  return {
    difference: (value: number) => differences.format(value),
    count: (value: number) => counts.format(value),
    score: (value: number) => scores.format(value),
    significant: (value: number, digits: number) =>
      new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value),
    share: (value: number) => shares.format(value),
  };
}

/** Sentences of a field; Chinese sets no blank between them. */
function join(locale: CardLocale, sentences: (string | false | undefined)[]): string {
  return sentences
    .filter((sentence) => sentence !== undefined && sentence !== false && sentence !== '')
    .join(locale === 'en' ? ' ' : '');
}

function usersOf({ goals }: Project, texts: CardTexts): string {
  const named = goals.stakeholders.map(({ name, interest }) => (interest ? `${name} (${interest})` : name));
  const needing = goals.needs.map(({ user, need }) => (need ? `${user}: ${need}` : user));
  return [...named, ...needing].filter((each) => each.trim() !== '').join(texts.list);
}

function trainingDataOf(
  { dataset, partition, stated, run }: CardRecords,
  texts: CardTexts,
  format: Formats,
  locale: CardLocale,
): string {
  const { counts } = partition;
  const licence = stated?.licence || dataset.source.licence;
  const origin = stated?.origin || dataset.source.origin;
  const { split } = run.recipe;
  return join(locale, [
    texts.trainingData(
      dataset.name,
      format.count(dataset.rows),
      format.count(counts.train),
      format.count(counts.validation),
    ),
    dataset.source.synthetic && texts.synthetic,
    origin !== '' && texts.origin(origin),
    licence !== '' && texts.licence(licence),
    stated?.columns !== undefined && texts.columns(stated.columns),
    texts.split(
      [
        texts.splitKinds[split.kind],
        split.column && `(${split.column})`,
        split.folds && texts.folds(split.folds.held, split.folds.count),
      ]
        .filter(Boolean)
        .join(' '),
      split.seed,
    ),
    texts.hash(dataset.sha256),
  ]);
}

/** A metric as sentences name it. */
const termOf = (metric: string, locale: CardLocale) => findMetric(metric)?.term[locale] ?? metric;

function metricsOf(
  { judgement, baseline, run }: CardRecords,
  texts: CardTexts,
  format: Formats,
  locale: CardLocale,
): string {
  const { primary, interval } = judgement;
  const test = comparableMetrics(judgement, judgement.test);
  const primaryValue = metricOf(test, primary);
  const headline = termOf(primary, locale);
  const others = listedMetrics().flatMap(({ name, inCard }) => {
    const value = name === primary || inCard === false ? null : metricOf(test, name);
    return value === null ? [] : [`${termOf(name, locale)} ${format.score(value)}`];
  });
  const calibration = run.artifact?.calibration;
  const rival = baseline && metricOf(baseline.test, primary);
  return join(locale, [
    primaryValue !== null &&
      texts.headline(
        headline,
        format.score(primaryValue),
        format.score(interval[0]),
        format.score(interval[1]),
      ),
    others.length > 0 && texts.others(others.join(texts.list)),
    calibration && texts.calibrated(calibration.calibrator.kind, format.count(calibration.rows)),
    rival !== null && texts.baseline(headline, format.score(rival)),
    rival !== null && againstText(judgement, texts, format),
  ]);
}

/** The model against its baseline, with the interval of their difference over the same test rows. */
function againstText(judgement: Judgement, texts: CardTexts, format: Formats): string {
  const { standing, difference } = standOf(judgement, judgement.primary, 'test');
  if (standing === 'not-compared' || !difference) return texts.notCompared;
  const [low, high] = difference.interval;
  return texts.against(
    standing,
    format.difference(difference.value),
    format.difference(low),
    format.difference(high),
  );
}

function sliceText(slice: Judgement['slices'][number], texts: CardTexts, format: Formats): string {
  return texts.slice(slice.column, slice.value, format.score(slice.score), format.count(slice.rows));
}

function factorsOf(judgement: Judgement, texts: CardTexts, format: Formats, locale: CardLocale): string {
  const shown = judgement.slices.slice(0, slicesShown).map((slice) => sliceText(slice, texts, format));
  return shown.length > 0 ? texts.factors(termOf(judgement.primary, locale), shown.join(texts.list)) : '';
}

function findingsOf(
  { dataset, partition, run, judgement }: CardRecords,
  texts: CardTexts,
  format: Formats,
  locale: CardLocale,
): string {
  const { quality, counts } = partition;
  const containedRows = containedRowsIn(run.artifact);
  const [worst] = judgement.slices;
  const overall = metricOf(judgement.test, judgement.primary);
  const missing = quality.requiredCells > 0 ? quality.missingCells / quality.requiredCells : 0;
  return join(locale, [
    worst !== undefined &&
      overall !== null &&
      texts.worst(sliceText(worst, texts, format), format.score(overall)),
    join(locale, coefficientsText(run.artifact, texts, format.significant)),
    containedRows !== null && texts.containsRows(format.count(containedRows)),
    missing > 0 && texts.missing(format.share(missing)),
    quality.leakedRows > 0 && texts.leaked(format.count(quality.leakedRows)),
    quality.conflictingRows > 0 && texts.conflicting(format.count(quality.conflictingRows)),
    counts.excluded > 0 && texts.excluded(format.count(counts.excluded)),
    dataset.source.synthetic && texts.synthetic,
    run.status === 'stopped' && texts.stopped(run.history.length),
  ]);
}

/** Training rows that a model states it contains. */
function containedRowsIn(artifact: Run['artifact']): number | null {
  const stated = artifact && 'facts' in artifact ? artifact.facts['containedRows'] : null;
  return typeof stated === 'number' ? stated : null;
}

function ethicsOf(project: Project, { features }: Pick<Run['recipe'], 'features'>, texts: CardTexts): string {
  const names = Object.entries(project.data.roles)
    .filter(([name, role]) => role === 'protected' && !features.includes(name))
    .map(([name]) => name);
  return names.length > 0 ? texts.protectedColumns(names.join(texts.list)) : '';
}

/** Whoever is accountable for the model in use, else for its making. */
function contactOf({ team }: Project): string {
  const id = team.accountable.deploy ?? team.accountable.model;
  const member = team.members.find((each) => each.id === id);
  return member ? [member.name, member.role, member.department].filter(Boolean).join(', ') : '';
}
