// The lines of the quality report: what is built in, and what people expect of this data, by what they cost the model.
import type { DatasetVersion } from '../../../../contract/data/dataset';
import type { OwnExpectation, OwnResult } from '../../../../contract/data/quality/own-expectation';
import type { DataPlan } from '../../../../contract/project/project';
import {
  harms,
  type FindingPlace,
  type Harm,
  type Verdict,
} from '../../../../domain/expectations/expectation';
import type { Finding } from '../../../../domain/expectations/registry';
import { formatNumber, formatPercent } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { findingColumns, findingName, findingVerdict, limitWords } from './finding-words';
import { mendOfOwn } from './mend-own';
import { mendOf, type Mend } from './mend-steps';
import { ruleText } from './rule-words';

export interface ReportLine {
  key: string;
  name: string;
  tone: Verdict['tone'];
  verdict: string;
  /** Columns and limit; empty where the verdict says it all. */
  note: string;
  /** Whose limit it is. */
  after: string;
  harm: Harm;
  place: FindingPlace | null;
  mend: Mend | null;
  own: OwnExpectation | null;
}

/** A finding of the report as a line. */
export function lineOf(
  finding: Finding,
  dataset: DatasetVersion,
  plan: Pick<DataPlan, 'target'>,
): ReportLine {
  const { kind, tone, place } = finding;
  const limit = limitWords(kind.limit);
  const columns = findingColumns(finding);
  const isPlain = tone === 'good' && kind.limit.kind === 'none';
  return {
    ...{ key: kind.id, name: findingName(finding), tone, verdict: findingVerdict(finding), place, own: null },
    note: isPlain ? '' : columns === '' ? limit : `${columns} · ${limit}`,
    after: m.quality_limit_after({ limit, source: kind.after }),
    harm: kind.harm,
    mend: mendOf(finding, dataset, plan),
  };
}

/** What people expect as a line; `failed` as a check gave it, undefined before. */
export function ownLine(
  own: OwnExpectation,
  failed: OwnResult['failed'] | undefined,
  dataset: DatasetVersion,
): ReportLine {
  const { id, column, rule } = own;
  const count = failed ?? 0;
  const share = dataset.rows > 0 ? count / dataset.rows : 0;
  const rows = m.data_rows({ count, shown: formatNumber(count) });
  const counted = share < 0.0005 ? rows : `${rows} · ${formatPercent(share)}`;
  return {
    ...{ key: id, name: m.quality_own({ column, rule: ruleText(rule, column, dataset.columns) }) },
    ...{ note: '', after: m.quality_own_after(), harm: 'learning', own },
    tone: failed === 0 || failed === undefined ? 'good' : 'warn',
    verdict:
      failed === undefined
        ? m.quality_checking()
        : failed === null
          ? m.quality_cannot_check()
          : count === 0
            ? m.quality_none()
            : counted,
    place: count > 0 ? { kind: 'filter', condition: { kind: 'unmet', column, rule } } : null,
    mend: count > 0 ? mendOfOwn(own, dataset) : null,
  };
}

/** Those that fail, the worst harm first; of equal harm in the order that they have. */
export function byCost(lines: readonly ReportLine[]): ReportLine[] {
  return lines
    .filter(({ tone }) => tone !== 'good')
    .toSorted((a, b) => harms.indexOf(a.harm) - harms.indexOf(b.harm));
}
