// A worker of the data worker: stores a table while the next rows of it are parsed.
import { serveStore } from '../src/engine/dataset/storing/serve-store';
import { reportTraffic } from './report-traffic';

reportTraffic('store');
serveStore(self);
