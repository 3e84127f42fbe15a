// Which kernels take the place of tfjs-backend-webgpu's (4.22), and which are ours alone.
import { mendReluGradient } from '../fused';
import { adoptKernel } from './adopt';
import { conv2d, conv2dFilterGradient, conv2dInputGradient, fusedConv2d } from './conv2d';
import { addBias, reluGradient } from './elementwise';
import { gather, segmentSum } from './gather';
import { lossGradient } from './loss-gradient';
import { fusedMatMul, matMul } from './mat-mul';
import { optimizerUpdate } from './optimizer-update';
import { seededDropout, seededUniform } from './philox';
import { averagePoolGradient, maxPoolGradient } from './pool-gradients';
import { max, mean, sum } from './reduce';

/** Registers them once; the stock kernels have to be registered already. */
export function registerWebgpuKernels(): void {
  adoptKernel('Add', addBias);
  adoptKernel('AvgPoolGrad', averagePoolGradient);
  adoptKernel('BatchMatMul', matMul);
  adoptKernel('_FusedMatMul', fusedMatMul);
  adoptKernel('Conv2D', conv2d);
  adoptKernel('FusedConv2D', fusedConv2d);
  adoptKernel('Conv2DBackpropFilter', conv2dFilterGradient);
  adoptKernel('Conv2DBackpropInput', conv2dInputGradient);
  adoptKernel('GatherV2', gather);
  adoptKernel('Max', max);
  adoptKernel('MaxPoolGrad', maxPoolGradient);
  adoptKernel('Mean', mean);
  adoptKernel('Sum', sum);
  adoptKernel('UnsortedSegmentSum', segmentSum);
  adoptKernel('LossGradient', lossGradient);
  adoptKernel('OptimizerUpdate', optimizerUpdate);
  adoptKernel('ReluGrad', reluGradient);
  adoptKernel('SeededDropout', seededDropout);
  adoptKernel('SeededUniform', seededUniform);
  mendReluGradient();
}
