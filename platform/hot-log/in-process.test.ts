import { systemClock } from '#platform/clock/clock.ts';
import { hotLogContract } from './hot-log.contract.ts';
import { InProcessHotLog } from './in-process.ts';

hotLogContract('in process', async () => new InProcessHotLog({ clock: systemClock }));
