@echo off
rem Runs the tests that this system can run.
dotnet test --solution "%~dp0Faultline.slnx"
