// The coefficients of a linear model that stand out most, as sentences of its card: from what its record states, not from its weights.
import * as v from 'valibot';
import type { Run } from '../../contract/model/run';
import { ratioDigits } from '../../domain/estimates/ratio-digits';
import type { CardTexts } from './texts';

const numbers = v.array(v.number());
/** What the family of linear models states of its coefficients. */
const linearFacts = v.object({
  inference: v.object({
    kind: v.picklist(['squared', 'huber', 'poisson', 'classes']),
    cautions: v.array(v.string()),
  }),
  strongest: v.object({
    names: v.array(v.string()),
    outputs: v.array(v.string()),
    values: numbers,
    lows: numbers,
    highs: numbers,
  }),
});

/** The sentences; none for a model of another family, of an earlier app, or without standard errors. */
export function coefficientsText(
  artifact: Run['artifact'],
  texts: CardTexts,
  format: (value: number, digits: number) => string,
): string[] {
  const stated = artifact && 'facts' in artifact ? v.safeParse(linearFacts, artifact.facts) : null;
  if (!stated?.success) return [];
  const { names, outputs, values, lows, highs } = stated.output.strongest;
  const { kind, cautions } = stated.output.inference;
  const of = ({ classes: 'odds', poisson: 'rate', squared: 'number', huber: 'number' } as const)[kind];
  const shown = (value: number) => {
    if (of === 'number') return format(value, 4);
    return format(Math.exp(value), ratioDigits(Math.exp(value)));
  };
  const isOfOne = new Set(outputs).size < 2;
  const each = names.map((name, at) =>
    texts.coefficient(
      name,
      isOfOne ? null : (outputs[at] ?? ''),
      shown(values[at]!),
      shown(lows[at]!),
      shown(highs[at]!),
    ),
  );
  if (each.length === 0) return [];
  return [
    texts.coefficients(of, each.join(texts.list)),
    ...(cautions.includes('penalty') ? [texts.penaltyCaution] : []),
  ];
}
