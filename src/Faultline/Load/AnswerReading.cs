using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Load;

/// <summary>Finds in an ok answer what the request has read, so that the history holds it.</summary>
public delegate ReadValue AnswerReading(in HttpAnswer answer);
