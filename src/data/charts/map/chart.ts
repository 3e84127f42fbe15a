// Rows that are alike in all columns lie close together: the plane of the first two principal components.
import { chartRows, rowCount, type Chart } from '../chart';
import { colouringBy } from '../colours';
import { marksOf, planeRows } from '../plane';
import { placesOn } from './rows-map';

/** Dimensions that are named: those that weigh most along an axis. */
const namedDimensions = 6;

export const chart: Chart<'map'> = {
  id: 'map',
  async measure(table, { columns, colour }, signal) {
    const map = await table.mapOf(columns, signal);
    if (!map) return null;
    const colouring = colouringBy(table, colour);
    const rows = planeRows(rowCount(table), colouring !== null);
    const names = [...new Set([...map.columns, ...(colour === null ? [] : [colour])])];
    for await (const group of chartRows(table, names, signal)) {
      const placeOf = placesOn(map, group);
      const toneOf = colouring?.of(group);
      for (const row of group.chosen) {
        const [x, y] = placeOf(row);
        rows.x[rows.count] = x;
        rows.y[rows.count] = y;
        if (toneOf && rows.colours) rows.colours[rows.count] = toneOf(row);
        rows.count++;
      }
    }
    const [first, second] = map.components;
    const weights = map.dimensions
      .map((dimension, place) => ({
        ...dimension,
        weights: [first[place]!, second[place]!] as [number, number],
      }))
      .sort((one, other) => Math.hypot(...other.weights) - Math.hypot(...one.weights))
      .slice(0, namedDimensions);
    const { shares, step } = map;
    return { ...marksOf(rows, colouring?.scale ?? null), shares, step, weights, columns: map.columns };
  },
};
