// A worker of the engine: carries out trials of a search, while the engine goes on with what a person asks for.
import { serveLane } from '../src/engine/studies/serve-lane';
import { reportTraffic } from './report-traffic';

reportTraffic('trial');
serveLane(self);
