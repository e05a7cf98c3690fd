// Most of these tests wait for what they started: more of them side by side than there are cores keep these busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
