import { checkProblem, createRandom } from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { gradientOf, randomNetwork } from '@gradproof/engine-conformance';
const engine = createCpuEngine({ threads: 1 });
const acts = ['relu','tanh','sigmoid','identity','gelu','elu','softplus','leaky-relu'];
const right={}, wrong={}; const odd=[];
for (let seed=1000; seed<=1000+Number(process.argv[2]??300); seed++) {
  const r = createRandom(seed+70000); const pick = (l)=>l[Math.floor(r()*l.length)];
  const cost = pick(['softmax-cross-entropy','binary-cross-entropy','mean-squared-error']);
  const problem0 = randomNetwork({ seed, features: 1+Math.floor(r()*6), examples: 1+Math.floor(r()*20), l2: pick([0,0,0.5]),
    hidden: Array.from({length: Math.floor(r()*4)}, ()=>({units:1+Math.floor(r()*6), activation: pick(acts)})),
    cost, last: cost==='softmax-cross-entropy'?{units:3,activation:'softmax'}:cost==='binary-cross-entropy'?{units:1,activation:'sigmoid'}:{units:2,activation:'identity'} });
  const by = pick([1e-6,0.1,1,1,1,3,10,30]); const constant = r()<0.1;
  const xs = pick([1,1,1e-3,100]);
  const problem = {...problem0, theta: problem0.theta.map(t=>constant?0.1:t*by), X: {...problem0.X, data: problem0.X.data.map(x=>x*xs)}};
  const grad = gradientOf(problem);
  const slot = pick(problem.layout.tensors);
  const bad = grad.slice(); for (let i=slot.offset;i<slot.offset+slot.size;i++) bad[i]*=1.01;
  const isNothing = grad.subarray(slot.offset,slot.offset+slot.size).every(g=>g===0);
  for (const [method, coverage] of [['auto','full'],['auto','probe'],['textbook','full'],['textbook','probe']]) {
    const key=method+' '+coverage;
    const o={engine, method, coverage:{kind:coverage}};
    const a = await checkProblem({problem, grad}, o);
    const k=(right[key]??={}); k[a.verdict]=(k[a.verdict]??0)+1;
    if (a.verdict==='incorrect') odd.push(['RIGHT', key, seed, by, xs, constant, a.difference]);
    if (a.verdict==='incorrect' || a.tensors.some(t=>t.diagnosis)) odd.push(['diag', key, seed]);
    if (isNothing) continue;
    const b = await checkProblem({problem, grad: bad}, o);
    const w=(wrong[key]??={}); w[b.verdict]=(w[b.verdict]??0)+1;
    if (b.verdict==='correct') odd.push(['WRONG', key, seed, by, xs, constant, slot.name, b.difference, a.tensors.find(t=>t.name===slot.name).difference, Math.hypot(...grad.subarray(slot.offset,slot.offset+slot.size)), Math.hypot(...grad)]);
  }
}
console.log(right, wrong, odd.length); for (const o of odd.slice(0,25)) console.log(...o);
