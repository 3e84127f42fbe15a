// Events as TensorBoard reads them (tensorboard/compat/proto: event.proto, summary.proto, tensor.proto), numbers of fields as there.
import { bytesField, doubleField, floatField, integerField, joined } from '../../../domain/protobuf';

/** `DT_STRING` of types.proto. */
const stringType = 7;

/** The first record of every file. */
export function versionEvent(at: number): Uint8Array<ArrayBuffer> {
  return joined([doubleField(1, at / 1000), bytesField(3, 'brain.Event:2')]);
}

/** Event { wall_time, step, summary { value { tag, simple_value } } }; `at` in milliseconds since 1970. */
export function scalarEvent(tag: string, value: number, step: number, at: number): Uint8Array<ArrayBuffer> {
  return summaryEvent(step, at, [bytesField(1, tag), floatField(2, value)]);
}

/** A text in Markdown: the tensor and metadata that `tensorboard.plugins.text.summary_v2.text_pb` makes. */
export function textEvent(tag: string, text: string, at: number): Uint8Array<ArrayBuffer> {
  const tensor = [integerField(1, stringType), bytesField(2, []), bytesField(8, text)];
  const metadata = [bytesField(1, [bytesField(1, 'text')])];
  return summaryEvent(0, at, [bytesField(1, tag), bytesField(8, tensor), bytesField(9, metadata)]);
}

function summaryEvent(step: number, at: number, value: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined([
    doubleField(1, at / 1000),
    // proto3 leaves out what is 0.
    ...(step === 0 ? [] : [integerField(2, step)]),
    bytesField(5, [bytesField(1, value)]),
  ]);
}
