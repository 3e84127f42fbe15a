// What the ways to treat columns are called.
import {
  categoryEncodings,
  numberImputes,
  numberScales,
  type PreprocessingSpec,
} from '../../../../contract/model/recipe';
import { m } from '../../../../i18n/paraglide/messages.js';

const scaleNames: Record<PreprocessingSpec['number']['scale'], () => string> = {
  standard: m.data_scale_standard,
  'min-max': m.data_scale_min_max,
  robust: m.data_scale_robust,
  quantile: m.data_scale_quantile,
  log1p: m.data_scale_log,
  none: m.data_scale_none,
};

const imputeNames: Record<PreprocessingSpec['number']['impute'], () => string> = {
  median: m.data_impute_median,
  mean: m.data_impute_mean,
  'most-frequent': m.data_impute_most_frequent,
  zero: m.data_impute_zero,
};

const encodeNames: Record<PreprocessingSpec['category']['encode'], () => string> = {
  'one-hot': m.data_encode_one_hot,
  ordinal: m.data_encode_ordinal,
  frequency: m.data_encode_frequency,
  target: m.data_encode_target,
  hashing: m.data_encode_hashing,
};

export const scaleOptions = () => numberScales.map((value) => ({ value, label: scaleNames[value]() }));
export const imputeOptions = () => numberImputes.map((value) => ({ value, label: imputeNames[value]() }));
export const encodeOptions = () => categoryEncodings.map((value) => ({ value, label: encodeNames[value]() }));
