// What the README of an exported model says of its calibrator, for whoever uses its files without Hearth.
import type { Calibration } from '../../contract/model/calibration/calibration';
import type { NamedFile } from '../families/numerics';

/** How the answers of the files become those that Hearth gives: the function does what the kinds here do. */
export function calibrationReadme({ calibrator, rows }: Calibration, files: readonly NamedFile[]): string {
  return `
Calibration: Hearth's own answers go through a calibrator (${calibrator.kind}, fitted to ${String(rows)} validation rows), which the files above
(${files.map(({ name }) => name).join(', ')}) do not have. It is "calibration.calibrator" of hearth.json; in Python, of the probabilities that they give,
one row a sample (of two classes: the column of the second):

  import json, numpy as np
  def calibrated(p, c=json.load(open('hearth.json'))['calibration']['calibrator']):
      p = np.asarray(p, float)
      two = p.shape[1] == 1
      if c['kind'] == 'isotonic':
          q = np.column_stack([np.interp(p[:, k], f['stated'], f['calibrated']) for k, f in enumerate(c['curves'])])
          return q if two else q / q.sum(axis=1, keepdims=True)
      with np.errstate(divide='ignore'):
          z = np.log(p) - (np.log1p(-p) if two else np.log(p.max(axis=1, keepdims=True)))
      z = np.clip(z, -1000, 1000)
      far = np.maximum(np.abs(z) - 16, 0)
      z = np.where(far > 0, np.sign(z) * (16 + np.log1p(far)), z)
      z = c['slope'] * z + c['offset'] if c['kind'] == 'platt' else z / c['temperature']
      e = np.exp(z - z.max(axis=1, keepdims=True))
      return 1 / (1 + np.exp(-z)) if two else e / e.sum(axis=1, keepdims=True)
`;
}
