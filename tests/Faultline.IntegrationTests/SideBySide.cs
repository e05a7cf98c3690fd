// Most of these tests wait for what they started: twice as many side by side as there are cores keep these busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
