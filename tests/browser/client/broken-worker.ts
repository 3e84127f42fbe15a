// A worker whose script fails as it is loaded.
throw new Error('this worker never starts');
