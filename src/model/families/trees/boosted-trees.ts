// What computes with trees: training, prediction, files. A part of its own, fetched where a model of trees is trained, read or exported.
export { answersOf } from './answers';
export { compareTrees, exportTrees } from './export/export';
export { importanceOf } from './forest/importance';
export { forestBytes, forestOf } from './forest/state';
export { lookAtBoosted } from './look/look-at-tree';
export { predictRows } from './kernels/predict';
export { contributionsOf } from './shap/tree-shap';
export { train } from './train';
