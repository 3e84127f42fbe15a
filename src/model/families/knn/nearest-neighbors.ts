// What computes with neighbours: training, prediction, files. A part of its own, fetched where such a model is trained, read or exported.
export { compareKnn, exportKnn } from './export';
export { answerOf, modelBytes, modelOf, outputsOf } from './model';
export { train } from './train';
