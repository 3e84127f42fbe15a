// The service worker: keeps the app on this device and answers from there. An update waits until a page asks it to take over.
import type { AppFile } from '../src/contract/transport/offline';
import { answerRequests } from '../src/offline/answer';
import { keepApp } from '../src/offline/keep-app';
import { takeOverWhenAsked } from '../src/offline/take-over';
import { reportPassed, reportTraffic } from './report-traffic';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: AppFile[] };

reportTraffic('service-worker');
takeOverWhenAsked(self);
answerRequests(self, keepApp(self, self.__WB_MANIFEST), __SAMPLES__, reportPassed);
