// What every optimiser computes: the files of kinds/, each of which exports `optimizer`.
import type { OptimizerKind } from '../../../contract/model/optimizers';
import type { OptimizerForm } from './form';

const files = import.meta.glob<{ optimizer: OptimizerForm }>('./kinds/*.ts', { eager: true });
const forms = new Map<string, unknown>(
  Object.values(files).map(({ optimizer }) => [optimizer.kind, optimizer]),
);

/** The form of a kind, which takes its spec. */
export function optimizerForm<Kind extends OptimizerKind>(kind: Kind): OptimizerForm<Kind> {
  const form = forms.get(kind);
  if (!form) throw new Error(`no file in net/optimizers/kinds is about ${kind}`);
  return form as OptimizerForm<Kind>;
}
