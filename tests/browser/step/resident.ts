// A source that also hands out its rows as a whole, as the store's does where they fit in memory.
import type { BatchSource, WholeRows } from '../../../src/model/net/training/batch-source';

/** The same rows in the same order, resident. */
export function resident(source: BatchSource, epochs = 150): BatchSource {
  return {
    trainRows: source.trainRows,
    validationRows: source.validationRows,
    train: (epoch, skip) => source.train(epoch, skip),
    validation: () => source.validation(),
    whole: () => gather(source, epochs),
  };
}

async function gather(source: BatchSource, epochs: number): Promise<WholeRows> {
  // The first epoch's order is the order of storage here; later ones are found in it again.
  const first = await rowsOf(source, 0);
  const places = new Map(first.map(({ key }, row) => [key, row]));
  const orders = new Map<number, Uint32Array>();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rows = await rowsOf(source, epoch);
    orders.set(
      epoch,
      Uint32Array.from(rows, ({ key }) => places.get(key)!),
    );
  }
  const width = first[0]!.features.length;
  const features = new Float32Array(first.length * width);
  first.forEach((row, index) => features.set(row.features, index * width));
  return {
    features,
    labels: Float32Array.from(first, ({ label }) => label),
    order: (epoch) => orders.get(epoch)!,
  };
}

async function rowsOf(source: BatchSource, epoch: number) {
  const rows: { key: string; features: Float32Array; label: number }[] = [];
  for await (const batch of source.train(epoch, 0)) {
    const width = batch.features.length / batch.rows;
    for (let row = 0; row < batch.rows; row++) {
      const features = batch.features.slice(row * width, (row + 1) * width);
      rows.push({ key: features.join(), features, label: batch.labels[row]! });
    }
  }
  return rows;
}
