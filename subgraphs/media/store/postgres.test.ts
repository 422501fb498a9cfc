import { useMediaStore } from '../harness.ts';
import { mediaStoreContract } from './store.contract.ts';

const store = useMediaStore();

mediaStoreContract('PostgreSQL', async () => store());
