import { writeFileSync } from 'node:fs';
import { compileRulebook } from './rulebook/compiled.js';
import { loadRulebook } from './rulebook/load.js';
import { builtinRules, compiledRules } from './version.js';

// The last step of `npm run build`.
const rulebook = await loadRulebook([builtinRules()]);
writeFileSync(compiledRules(), compileRulebook(rulebook, builtinRules()));
