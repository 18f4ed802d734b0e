console.log('examples: none yet');
