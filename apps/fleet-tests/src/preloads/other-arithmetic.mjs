// The process believes to run on another V8, whose Math.exp may have other bits.
const versions = Object.freeze({ ...process.versions, v8: '99.9.9' });
Object.defineProperty(process, 'versions', { value: versions });
