import {openProblem} from '@gradproof/problems'; import {checkProblem} from '@gradproof/core'; import {createCpuEngine} from '@gradproof/engine-cpu'; import {readdirSync,readFileSync} from 'node:fs';
const dir=process.argv[2]; const engine=createCpuEngine({threads:1}); const tally={};
for(const d of readdirSync(dir).sort()){ const meta=JSON.parse(readFileSync(`${dir}/${d}/meta.json`)); 
 try{ const {functions:[f]}=await openProblem(`${dir}/${d}`); const gr=await f.gradient(); const check={problem:f.problem,grad:gr.grad,gradientPrecision:gr.precision,costValue:f.costValue};
  const r=await checkProblem(check,{engine}); const k=meta.dt+' '+(meta.loss>=1e-3?'loss':'tiny'); tally[k]??={}; tally[k][r.verdict]=(tally[k][r.verdict]??0)+1; 
  const L=check.problem.layout.tensors; for(let t=0;t<L.length;t++){ const {offset,size,name}=L[t]; const lim=r.tensors[t].detectionLimit.norm; if(!(lim<Infinity)||lim===0)continue; const g=Float64Array.from(check.grad); const k=offset+((t*7919)%size); g[k]+=2*lim*(g[k]>0?-1:1); const rr=await checkProblem({...check,grad:g},{engine}); tally.wrong??={}; tally.wrong[rr.tensors[t].verdict]=(tally.wrong[rr.tensors[t].verdict]??0)+1; if(rr.tensors[t].verdict==='correct') console.log('PASSED',d,name,lim); }
  if(r.verdict!=='correct') console.log(d,r.verdict,JSON.stringify(meta),r.reason.slice(0,160), r.tensors.map(t=>t.name+':'+t.verdict[0]+t.verdict[2]).join(' '));
 }catch(e){console.log(d,'THREW',e.message.slice(0,200)); tally.threw=(tally.threw??0)+1} }
console.log(tally);
