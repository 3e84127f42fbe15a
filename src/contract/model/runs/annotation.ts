// What people note about a run: tags, a note, and whether it stays at the head of the table. It changes nothing of what the run did.
import * as v from 'valibot';

/** Most characters of a tag and of a note, and most tags of a run. */
export const longestTag = 40;
export const longestNote = 4000;
export const mostTags = 40;

/** Without blanks at its ends, and without a comma, which parts tags where they are typed. */
export const runTag = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(longestTag),
  v.check((tag) => tag === tag.trim() && !tag.includes(',')),
);

export const runAnnotation = v.strictObject({
  /** Each once, in the order in which they were given. */
  tags: v.pipe(v.array(runTag), v.maxLength(mostTags)),
  note: v.pipe(v.string(), v.maxLength(longestNote)),
  pinned: v.boolean(),
});
export type RunAnnotation = v.InferOutput<typeof runAnnotation>;

/** What changes of the annotations of some runs; a field that is absent stays as it is. */
export const annotationEdit = v.strictObject({
  addTags: v.exactOptional(v.array(runTag)),
  removeTags: v.exactOptional(v.array(runTag)),
  note: v.exactOptional(runAnnotation.entries.note),
  pinned: v.exactOptional(v.boolean()),
});
export type AnnotationEdit = v.InferOutput<typeof annotationEdit>;

/** The annotation after an edit; null where nothing is noted any more. Tags beyond the most are not added. */
export function annotated(
  { tags, note, pinned }: RunAnnotation = { tags: [], note: '', pinned: false },
  edit: AnnotationEdit,
): RunAnnotation | null {
  const gone = new Set(edit.removeTags);
  const next: RunAnnotation = {
    tags: [...new Set([...tags.filter((tag) => !gone.has(tag)), ...(edit.addTags ?? [])])].slice(0, mostTags),
    note: edit.note ?? note,
    pinned: edit.pinned ?? pinned,
  };
  return next.tags.length > 0 || next.note !== '' || next.pinned ? next : null;
}
