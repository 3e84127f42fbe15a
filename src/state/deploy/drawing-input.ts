// Whether a version learnt from drawings, by the first images of its data.
import { clients } from '../../client/workers/clients';
import type { DatasetVersion } from '../../contract/data/dataset';
import type { ModelVersion } from '../../contract/release/version';
import { lookDrawn } from '../../domain/pixels/looks-drawn';

/** Images that are looked at: as many as there are of these numbers. */
const looked = [60, 10, 1];
/** Where the data are gone from this device, the side says it: that of MNIST and those after it. */
const drawnSide = 28;

/** A version's input, where it may be one of drawings. */
export interface DrawableInput {
  name: string;
  size: number;
}

/** The input where it is one of drawings, else null; `dataset`: the project's data, if they are those that the version learnt from. */
export async function drawingInput(
  { recipe }: Pick<ModelVersion, 'recipe'>,
  input: DrawableInput | null,
  dataset: Pick<DatasetVersion, 'id' | 'sha256'> | null,
): Promise<DrawableInput | null> {
  if (!input) return null;
  const datasetId = dataset?.sha256 === recipe.dataset.sha256 ? dataset.id : recipe.dataset.id;
  for (const count of looked) {
    const rows = Array.from({ length: count }, (_, row) => row);
    const found = await clients.data
      .call('readImages', { datasetId, column: input.name, rows })
      .catch(() => null);
    if (found) return lookDrawn(found.pixels, input.size) ? input : null;
  }
  return input.size === drawnSide ? input : null;
}
