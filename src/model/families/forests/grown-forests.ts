// What computes with forests: training, prediction, files. A part of its own, fetched where a forest is trained, read or exported.
export { importanceOf } from '../trees/forest/importance';
export { compareForest, exportForest } from './export/export';
export { modelBytes, modelOf, predictMeans } from './forest-model';
export { train } from './train';
export { lookAtForest } from './look';
