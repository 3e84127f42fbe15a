// The activations of layers and how a layer's own is set. What they compute is in model/.
import * as v from 'valibot';
import { choice } from '../setting';

const names = ['linear', 'relu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax'] as const;

export const activation = v.picklist(names);
export type Activation = v.InferOutput<typeof activation>;

/** The setting of a layer with an activation. */
export const activationSetting = choice(names, 'relu');
