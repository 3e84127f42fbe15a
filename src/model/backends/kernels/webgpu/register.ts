// Which kernels take the place of tfjs-backend-webgpu's (4.22), and which are ours alone.
import { mendReluGradient } from '../fused';
import { adoptKernel } from './adopt';
import type { WebgpuKernel } from './adopt';
import { conv2d, conv2dFilterGradient, conv2dInputGradient, fusedConv2d } from './conv2d';
import { depthwiseConv2d, depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
import { addBias, relu, reluGradient } from './elementwise';
import { gather, segmentSum } from './gather';
import { lossGradient } from './loss-gradient';
import { fusedMatMul, matMul } from './mat-mul';
import { optimizerUpdate } from './optimizer-update';
import { seededDropout, seededUniform } from './philox';
import { averagePoolGradient, maxPoolGradient } from './pool-gradients';
import { averagePool, maxPool } from './pools';
import { max, mean, sum } from './reduce';

/** Registers them once; the stock kernels have to be registered already. */
export function registerWebgpuKernels(): void {
  const kernels: Record<string, WebgpuKernel> = {
    Add: addBias,
    AvgPool: averagePool,
    AvgPoolGrad: averagePoolGradient,
    BatchMatMul: matMul,
    Conv2D: conv2d,
    Conv2DBackpropFilter: conv2dFilterGradient,
    Conv2DBackpropInput: conv2dInputGradient,
    DepthwiseConv2dNative: depthwiseConv2d,
    DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
    DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
    FusedConv2D: fusedConv2d,
    GatherV2: gather,
    Max: max,
    MaxPool: maxPool,
    MaxPoolGrad: maxPoolGradient,
    Mean: mean,
    Relu: relu,
    Sum: sum,
    UnsortedSegmentSum: segmentSum,
    _FusedMatMul: fusedMatMul,
    // Ours alone; model/backends/kernels/fused.ts uses them where they are.
    LossGradient: lossGradient,
    OptimizerUpdate: optimizerUpdate,
    ReluGrad: reluGradient,
    SeededDropout: seededDropout,
    SeededUniform: seededUniform,
  };
  for (const [name, kernel] of Object.entries(kernels)) adoptKernel(name, kernel);
  mendReluGradient();
}
