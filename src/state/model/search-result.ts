// What a search came to, for those who hear of it elsewhere than on its screen.
import { clients } from '../../client/workers/clients';
import type { JobRecord } from '../../contract/project/job-record';
import type { Study, Trial } from '../../contract/model/search/study';

/** The search of a job with its trials; null where the job searched for nothing, or the search was deleted. */
export async function searchResult({
  projectId,
  made,
}: JobRecord): Promise<{ study: Study; trials: Trial[] } | null> {
  if (!made.studyId) return null;
  const studies = await clients.data.call('studies', { projectId });
  const study = studies.find(({ id }) => id === made.studyId);
  return study ? { study, trials: await clients.data.call('trials', { studyId: study.id, after: 0 }) } : null;
}
